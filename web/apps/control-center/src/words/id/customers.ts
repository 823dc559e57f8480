export const customers = {
  title: 'Pelanggan',
}
