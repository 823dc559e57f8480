import { lang } from './i18n'

const words = {
  id: {
    label: 'Notifikasi saat aplikasi ditutup',
    hint: 'Tanpa isi pesan dan tanpa nama, hanya tanda bahwa ada yang baru.',
    denied: 'Diblokir di pengaturan browser. Izinkan notifikasi untuk situs ini di sana, lalu coba lagi.',
    failed: 'Notifikasi belum bisa dinyalakan. Coba lagi nanti.',
    ask: 'Tetap tahu saat aplikasi ditutup?',
    askText: 'Nyalakan notifikasi supaya tidak ada yang terlewat.',
    yes: 'Nyalakan',
    later: 'Nanti saja',
  },
  en: {
    label: 'Notifications while the app is closed',
    hint: 'Without what was said and without names: only that there is something new.',
    denied: 'Blocked in the browser’s settings. Allow notifications for this site there, then try again.',
    failed: 'Notifications could not be turned on. Try again later.',
    ask: 'Know of it while the app is closed?',
    askText: 'Turn on notifications so that nothing is missed.',
    yes: 'Turn on',
    later: 'Later',
  },
}

/** The words of notices to a closed app, in the language of now. */
export const pushWords = () => words[lang.value]
