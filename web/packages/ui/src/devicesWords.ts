import { lang } from './i18n'

const words = {
  id: {
    title: 'Perangkat yang masuk',
    current: 'Perangkat ini',
    lastUsed: (when: string) => `Terakhir dipakai ${when}`,
    signOut: 'Keluarkan',
    question: (name: string) => `Keluarkan ${name}?`,
    text: 'Perangkat itu harus masuk lagi.',
    cancel: 'Batal',
    gone: 'Perangkat sudah dikeluarkan.',
    unknown: 'Perangkat lain',
  },
  en: {
    title: 'Signed-in devices',
    current: 'This device',
    lastUsed: (when: string) => `Last used ${when}`,
    signOut: 'Sign out',
    question: (name: string) => `Sign out ${name}?`,
    text: 'That device has to sign in again.',
    cancel: 'Cancel',
    gone: 'The device is signed out.',
    unknown: 'Another device',
  },
}

/** The words of the list of devices, in the language of now. */
export const devicesWords = () => words[lang.value]
