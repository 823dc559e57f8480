export default {
  title: 'Riwayat',
  transcript: (name: string) => `Percakapan dengan ${name}`,
}
