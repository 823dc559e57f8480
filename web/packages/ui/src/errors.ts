import { ApiError } from '@curhat/api'
import { lang } from './i18n'

/** What each code of the server means, in Indonesian. In English the server says it itself (`detail`). */
export const indonesian: Record<string, string> = {
  ACCOUNT_INACTIVE: 'Akun tidak aktif. Hubungi administrator.',
  ACCOUNT_LOCKED: 'Terlalu banyak password salah. Akun terkunci untuk sementara.',
  AUTH_MISSING: 'Silakan masuk dulu.',
  BAD_REQUEST: 'Isian belum benar. Periksa lagi.',
  BUSY: 'Server sedang sibuk. Coba lagi sebentar.',
  CODE_MISMATCH: 'Kode OTP salah.',
  EARLY_END_DISABLED: 'Sesi ini tidak bisa diakhiri lebih awal.',
  EMAIL_TAKEN: 'Email sudah digunakan.',
  EXTENSION_PENDING: 'Permintaan perpanjangan masih menunggu jawaban.',
  EXTENSION_RESOLVED: 'Permintaan perpanjangan ini sudah dijawab.',
  FORBIDDEN: 'Anda tidak punya akses untuk ini.',
  FREE_TRIAL_UNAVAILABLE: 'Sesi gratis tidak tersedia.',
  HEADERS_TOO_LARGE: 'Permintaan terlalu besar.',
  IDEMPOTENCY_KEY_REUSED: 'Permintaan ini sudah pernah dikirim dengan isi lain.',
  IDENTITY_CONFLICT: 'Akun ini sudah terhubung dengan pengguna lain.',
  IDENTITY_PROVIDER_UNAVAILABLE: 'Layanan masuk tidak bisa dihubungi. Coba lagi sebentar.',
  INTERNAL: 'Terjadi kesalahan di server. Coba lagi.',
  INVALID_CREDENTIALS: 'Email atau password salah.',
  INVALID_ID_TOKEN: 'Gagal masuk dengan akun ini. Coba lagi.',
  MESSAGE_ID_REUSED: 'Pesan ini sudah pernah dikirim dengan isi lain.',
  METHOD_NOT_ALLOWED: 'Aplikasi perlu diperbarui. Muat ulang halaman.',
  MITRA_AT_LIMIT: 'Jumlah sesi Anda sudah mencapai batas.',
  NETWORK: 'Tidak ada koneksi ke server. Periksa internet Anda.',
  NOT_FOUND: 'Tidak ditemukan.',
  OTP_ATTEMPTS_EXCEEDED: 'Terlalu banyak percobaan. Minta kode baru.',
  OTP_COOLDOWN: 'Tunggu sebentar...',
  OTP_DELIVERY_FAILED: 'Kode tidak bisa dikirim. Coba lagi sebentar.',
  OTP_EXPIRED: 'Kode OTP kedaluwarsa. Minta kode baru.',
  OTP_NOT_FOUND: 'Permintaan kode tidak ditemukan. Minta kode baru.',
  OTP_RATE_LIMIT_IP: 'Terlalu banyak permintaan kode dari jaringan ini. Coba lagi nanti.',
  OTP_RATE_LIMIT_PHONE: 'Terlalu banyak permintaan kode untuk nomor ini. Coba lagi nanti.',
  OTP_RATE_LIMIT_SERVER: 'Jumlah kode untuk hari ini sudah habis. Coba lagi nanti.',
  OTP_USED: 'Kode OTP sudah dipakai. Minta kode baru.',
  PASSWORD_MISSING_DIGIT: 'Password harus mengandung angka.',
  PASSWORD_MISSING_LOWERCASE: 'Password harus mengandung huruf kecil.',
  PASSWORD_MISSING_UPPERCASE: 'Password harus mengandung huruf besar.',
  PASSWORD_TOO_LONG: 'Password terlalu panjang.',
  PASSWORD_TOO_SHORT: 'Password minimal 8 karakter.',
  PAYLOAD_TOO_LARGE: 'Isi terlalu besar.',
  PHONE_INVALID: 'Nomor telepon tidak valid.',
  PHONE_TAKEN: 'Nomor telepon sudah digunakan.',
  PRICE_TIER_NOT_FOUND: 'Harga ini sudah tidak tersedia. Pilih yang lain.',
  REFRESH_INVALID: 'Sesi masuk Anda sudah berakhir. Silakan masuk lagi.',
  REGISTRATION_REQUIRED: 'Daftar dulu untuk mulai curhat.',
  REQUEST_NOT_AVAILABLE: 'Permintaan ini sudah tidak tersedia.',
  REQUEST_TIMEOUT: 'Koneksi terlalu lambat. Coba lagi.',
  SENSITIVITY_LATCHED: 'Sesi sudah ditandai sensitif dan tidak bisa diubah kembali.',
  SESSION_ALREADY_OPEN: 'Anda masih punya sesi yang berjalan.',
  SESSION_NOT_ACTIVE: 'Sesi sudah tidak aktif.',
  SHUTTING_DOWN: 'Server sedang dimulai ulang. Coba lagi sebentar.',
  SOCIAL_AUTH_NOT_CONFIGURED: 'Cara masuk ini tidak tersedia.',
  STORAGE_UNAVAILABLE: 'Server sedang tidak bisa menyimpan. Tidak ada yang berubah; coba lagi sebentar.',
  TOKEN_EXPIRED: 'Sesi masuk Anda sudah berakhir. Silakan masuk lagi.',
  TOKEN_INVALID: 'Sesi masuk Anda tidak berlaku. Silakan masuk lagi.',
  UNSUPPORTED_MEDIA_TYPE: 'Aplikasi perlu diperbarui. Muat ulang halaman.',
  URI_TOO_LONG: 'Permintaan terlalu panjang.',
  WRONG_FLOW: 'Kode ini untuk aplikasi lain. Minta kode baru.',
}
const UNKNOWN = { id: 'Terjadi kesalahan. Coba lagi.', en: 'Something went wrong. Try again.' }

/** A sentence for a person, by the code of a refusal. */
export function errorSentence(error: unknown): string {
  if (!(error instanceof ApiError)) return UNKNOWN[lang.value]
  return codeSentence(error.code, error.code === 'NETWORK' ? 'The server could not be reached.' : error.problem.detail)
}

/** The same for a refusal that came as a frame. */
export function codeSentence(code: string, detail?: string): string {
  return (lang.value === 'en' ? detail : indonesian[code]) ?? UNKNOWN[lang.value]
}
