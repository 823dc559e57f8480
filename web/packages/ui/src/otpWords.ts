import { lang } from './i18n'

const words = {
  id: {
    phoneTitle: 'Masuk dengan nomor HP',
    phoneIntro: 'Kode 6 digit akan dikirim ke nomor ini.',
    phone: 'Nomor HP',
    phoneHint: 'Contoh: 0812 3456 7890',
    phoneWrong: 'Nomor telepon tidak valid.',
    send: 'Kirim kode',
    sendIn: (time: string) => `Kirim kode (${time})`,
    haveCode: 'Saya sudah menerima kode',
    codeTitle: 'Masukkan kode',
    sentTo: 'Kode 6 digit sudah dikirim ke',
    code: 'Kode OTP, 6 digit',
    change: 'Ganti nomor',
    verify: 'Masuk',
    verifying: 'Memeriksa kode…',
    left: (n: number) => `Sisa ${n} percobaan.`,
    wait: 'Tunggu sebentar...',
    resendIn: (time: string) => `Kirim ulang kode (${time})`,
    resend: 'Kirim ulang kode',
    resent: 'Kode baru sudah dikirim.',
  },
  en: {
    phoneTitle: 'Sign in with your phone number',
    phoneIntro: 'A 6-digit code will be sent to this number.',
    phone: 'Phone number',
    phoneHint: 'For example: 0812 3456 7890',
    phoneWrong: 'This is not a phone number.',
    send: 'Send code',
    sendIn: (time: string) => `Send code (${time})`,
    haveCode: 'I have received a code',
    codeTitle: 'Enter the code',
    sentTo: 'A 6-digit code has been sent to',
    code: 'Code, 6 digits',
    change: 'Change number',
    verify: 'Sign in',
    verifying: 'Checking the code…',
    left: (n: number) => (n === 1 ? '1 try left.' : `${n} tries left.`),
    wait: 'Just a moment...',
    resendIn: (time: string) => `Send again (${time})`,
    resend: 'Send again',
    resent: 'A new code has been sent.',
  },
}

/** The words of the sign-in screens, in the language of now. */
export const otpWords = () => words[lang.value]
