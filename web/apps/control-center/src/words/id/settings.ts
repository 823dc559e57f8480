export const settings = {
  title: 'Pengaturan',
}
