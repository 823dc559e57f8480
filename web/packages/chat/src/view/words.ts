import { day, dayKey, duration, lang } from '@curhat/ui'

const words = {
  id: {
    you: 'Kamu',
    today: 'Hari ini',
    yesterday: 'Kemarin',
    sending: 'Sedang dikirim',
    sent: 'Terkirim',
    delivered: 'Diterima',
    read: 'Dibaca',
    failed: 'Tidak terkirim',
    tapAgain: 'Ketuk untuk kirim ulang',
    discard: 'Hapus',
    newBelow: (n: number) => `${n} pesan baru`,
    toEnd: 'Ke pesan terbaru',
    unread: 'Belum dibaca',
    older: 'Muat pesan lama',
    loadingOlder: 'Memuat pesan lama…',
    typing: (name: string) => `${name} sedang mengetik…`,
    messages: 'Percakapan',
    empty: 'Belum ada pesan. Ceritakan apa saja, pelan-pelan.',
    emptyForMitra: 'Belum ada pesan. Sapa duluan, supaya terasa ditemani.',
    emptyTranscript: 'Tidak ada pesan di sesi ini.',
    write: 'Tulis pesan',
    send: 'Kirim',
    left: (n: number) => (n < 0 ? `${-n} karakter terlalu panjang` : `Sisa ${n} karakter`),
    timeLeft: (ms: number) => `Sisa waktu ${duration(ms)}`,
    minutesLeft: (n: number) => `Sisa waktu ${n} menit.`,
    wroteSensitive: 'Topik ditandai sensitif',
    wroteRegular: 'Topik ditandai umum',
    from: (name: string) => `Dari ${name}:`,
    openLink: '(buka di tab baru)',
    historyEmpty: 'Belum ada riwayat',
    historyEmptyText: 'Sesi yang sudah selesai akan muncul di sini.',
    more: 'Muat lagi',
    freeTrial: 'Sesi gratis',
    minutes: (n: number) => `${n} menit`,
    unreadCount: (n: number) => `${n} pesan belum dibaca`,
    status: {
      requested: 'Mencari',
      active: 'Berlangsung',
      extending: 'Menunggu perpanjangan',
      closing: 'Menutup sesi',
      completed: 'Selesai',
      expired: 'Tidak ada yang menerima',
      cancelled: 'Dibatalkan',
    },
  },
  en: {
    you: 'You',
    today: 'Today',
    yesterday: 'Yesterday',
    sending: 'Sending',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not sent',
    tapAgain: 'Tap to send again',
    discard: 'Remove',
    newBelow: (n: number) => (n === 1 ? '1 new message' : `${n} new messages`),
    toEnd: 'To the newest message',
    unread: 'Unread',
    older: 'Load older messages',
    loadingOlder: 'Loading older messages…',
    typing: (name: string) => `${name} is typing…`,
    messages: 'Conversation',
    empty: 'No messages yet. Say whatever is on your mind.',
    emptyForMitra: 'No messages yet. Say hello first.',
    emptyTranscript: 'No messages in this session.',
    write: 'Write a message',
    send: 'Send',
    left: (n: number) => (n < 0 ? `${-n} characters too long` : `${n} characters left`),
    timeLeft: (ms: number) => `Time left ${duration(ms)}`,
    minutesLeft: (n: number) => (n === 1 ? '1 minute left.' : `${n} minutes left.`),
    wroteSensitive: 'Topic marked sensitive',
    wroteRegular: 'Topic marked regular',
    from: (name: string) => `From ${name}:`,
    openLink: '(opens in a new tab)',
    historyEmpty: 'No history yet',
    historyEmptyText: 'Sessions that are over appear here.',
    more: 'Load more',
    freeTrial: 'Free session',
    minutes: (n: number) => `${n} min`,
    unreadCount: (n: number) => (n === 1 ? '1 unread message' : `${n} unread messages`),
    status: {
      requested: 'Searching',
      active: 'Running',
      extending: 'Waiting for more time',
      closing: 'Closing',
      completed: 'Completed',
      expired: 'Nobody took it',
      cancelled: 'Cancelled',
    },
  },
}

/** The words of the chat views, in the language of now. */
export const chatWords = () => words[lang.value]

/** "Hari ini", "Kemarin", "3 Nov 2026" */
export function dayName(when: string | number) {
  const t = chatWords()
  const key = dayKey(when)
  if (key === dayKey(Date.now())) return t.today
  const yesterday = new Date()
  yesterday.setDate(yesterday.getDate() - 1)
  return key === dayKey(yesterday) ? t.yesterday : day(when)
}
