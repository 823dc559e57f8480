export const users = {
  title: 'Pengguna',
}
