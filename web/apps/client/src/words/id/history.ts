export default {
  title: 'Riwayat',
  intro: 'Cerita-cerita yang pernah kamu bagi.',
  start: 'Mulai Curhat',
  transcript: (name: string) => `Sesi dengan ${name}`,
  transcriptNobody: 'Sesi',
  again: 'Curhat lagi',
}
