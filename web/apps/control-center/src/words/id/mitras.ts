export const mitras = {
  title: 'Mitra',
}
