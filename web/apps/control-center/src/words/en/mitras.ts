export const mitras = {
  title: 'Mitras',
}
