export default {
  title: 'Masuk sebagai mitra',
  intro: 'Pakai nomor HP yang didaftarkan ke Curhat. Kami kirim kode 6 digit ke nomor itu.',
  page: 'Masuk',
  codePage: 'Masukkan kode',
  tagline: 'Teman yang mau mendengar',
  new: 'Belum terdaftar? Masuk dengan nomormu, lalu minta administrator mengaktifkan akunmu.',
}
