export const names = {
  missing: 'Wajib diisi.',
  tooLong: (most: number) => `Paling banyak ${most} karakter.`,
  unprintable: 'Ada karakter yang tidak terlihat. Ketik ulang namanya.',
}
