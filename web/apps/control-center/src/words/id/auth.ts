export const auth = {
  title: 'Masuk',
  intro: 'Pusat kendali untuk tim Curhat.',
  email: 'Email',
  password: 'Password',
  submit: 'Masuk',
  required: 'Wajib diisi.',
  locked: (left: string) => `Terlalu banyak password salah. Akun terkunci; coba lagi dalam ${left}.`,
  unlocked: 'Akun sudah bisa dicoba lagi.',
  signedOut: 'Anda sudah keluar.',
  starting: 'Memeriksa sesi masuk…',
}
