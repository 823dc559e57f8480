export default {
  title: 'Ada yang mau curhat',
  more: (n: number) => `+${n} lagi`,
  minutes: (n: number) => `${n} menit`,
  freeTrial: 'Sesi gratis',
  regular: 'Topik umum',
  secondsLeft: (n: number) => `Sisa ${n} detik untuk menjawab`,
  accept: 'Terima',
  reject: 'Tolak',
  later: 'Nanti saja',
  staleTitle: {
    accepted_by_other: 'Sudah diambil mitra lain',
    cancelled_by_customer: 'Permintaan dibatalkan',
    expired: 'Waktu habis',
    gone: 'Sudah tidak tersedia',
  },
  staleText: {
    accepted_by_other: (name: string) => `${name} sudah mendapat teman curhat lain.`,
    cancelled_by_customer: (name: string) => `${name} membatalkan permintaan ini.`,
    expired: (name: string) => `Permintaan dari ${name} tidak sempat dijawab.`,
    gone: (name: string) => `Permintaan dari ${name} sudah ditutup.`,
  },
  understood: 'Mengerti',
}
