export const audit = {
  title: 'Log audit',
}
