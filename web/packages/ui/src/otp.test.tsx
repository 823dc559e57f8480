import { ApiError, createStorage } from '@curhat/api'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { codeDigits } from './CodeField'
import { keepOtpIn, OtpCode, OtpPhone, pendingOtp, setPendingOtp, showPhone } from './index'
import { normalizePhone } from './phone'

afterEach(() => {
  cleanup()
  setPendingOtp(null)
})

const refusal = (code: string, more: object = {}) => new ApiError({ type: '', title: '', status: 401, code, ...more })
const asked = { otp_request_id: 'r1', expires_in: 300, resend_after: 60 }
const pending = (more: object = {}) => ({
  phone: '+6281234567890',
  otp_request_id: 'r1',
  expires_at: Date.now() + 300_000,
  resend_at: Date.now() + 60_000,
  ...more,
})

describe('a phone number', () => {
  it('is known however people here write it', () => {
    const written = [
      '0812 3456 7890',
      '0812-3456-7890',
      '62 812.3456.7890',
      '+62 (0)812 3456 7890',
      '+6281234567890',
      '81234567890',
      '0062 812 3456 7890',
      ' (0812) 3456–7890 ',
    ]
    expect(new Set(written.map(normalizePhone))).toEqual(new Set(['+6281234567890']))
  })

  it('of another country stays what it is, and what is no number is none', () => {
    expect(normalizePhone('+1 415 555 2671')).toBe('+14155552671')
    expect(normalizePhone('00 65 6123 4567')).toBe('+6561234567')
    expect(['', 'halo', '0812', '0812abc45678', '+62', '+', '1'.repeat(30)].map(normalizePhone)).toEqual(
      Array(7).fill(null),
    )
  })

  it('is shown in groups', () => {
    expect(showPhone('+6281234567890')).toBe('+62 812-3456-7890')
    expect(showPhone('+14155552671')).toBe('+14155552671')
  })

  it('is sent in the form that servers know, and nothing is sent that is none', async () => {
    const ask = vi.fn(async () => asked)
    const onAsked = vi.fn()
    render(<OtpPhone ask={ask} onAsked={onAsked} pageTitle="Masuk" />)
    const input = screen.getByLabelText('Nomor HP') as HTMLInputElement
    input.value = '0812'
    fireEvent.submit(input.form as HTMLFormElement)
    await screen.findByText('Nomor telepon tidak valid.')
    expect([ask.mock.calls.length, document.activeElement]).toEqual([0, input])
    input.value = '0812 3456 7890'
    fireEvent.submit(input.form as HTMLFormElement)
    await waitFor(() => expect(onAsked).toHaveBeenCalled())
    expect(ask).toHaveBeenCalledWith('+6281234567890')
    expect(pendingOtp.value).toMatchObject({ phone: '+6281234567890', otp_request_id: 'r1' })
  })
})

describe('the code', () => {
  const type = (digits: string) => fireEvent.input(screen.getByLabelText(/Kode OTP/), { target: { value: digits } })
  const show = (verify: () => Promise<unknown>, more: object = {}, ask = async () => asked) =>
    render(<OtpCode pending={pending(more)} ask={ask} verify={verify} onChange={() => {}} pageTitle="Kode" />)

  it('is found in whatever was pasted', () => {
    expect(codeDigits('123 456')).toBe('123456')
    expect(codeDigits('Kode Curhat 2026: 654321. Jangan beri tahu siapa pun.')).toBe('654321')
    expect(codeDigits('12ab')).toBe('12')
    expect(codeDigits('1234567890')).toBe('123456')
  })

  it('asks the keyboard and the phone for what it wants, and is sent at its sixth digit', async () => {
    const verify = vi.fn(async () => undefined)
    show(verify)
    const input = screen.getByLabelText(/Kode OTP/)
    expect(['inputmode', 'autocomplete'].map((name) => input.getAttribute(name))).toEqual(['numeric', 'one-time-code'])
    expect(document.activeElement).toBe(input)
    type('12345')
    expect(verify).not.toHaveBeenCalled()
    type('123456')
    await waitFor(() => expect(verify).toHaveBeenCalledWith('r1', '123456'))
    expect(verify).toHaveBeenCalledTimes(1)
  })

  it('that is wrong is taken away, and the first digit has the focus', async () => {
    show(() => Promise.reject(refusal('CODE_MISMATCH', { attempts_left: 4 })))
    type('111111')
    expect((await screen.findByRole('alert')).textContent).toBe('Kode OTP salah.')
    expect(screen.getByText('Sisa 4 percobaan.')).toBeTruthy()
    const input = screen.getByLabelText(/Kode OTP/) as HTMLInputElement
    expect([input.value, document.activeElement]).toEqual(['', input])
  })

  it('stays when the server was not reached', async () => {
    show(() => Promise.reject(new ApiError({ type: '', title: '', status: 0, code: 'NETWORK' })))
    type('123456')
    await screen.findByRole('alert')
    expect((screen.getByLabelText(/Kode OTP/) as HTMLInputElement).value).toBe('123456')
  })

  it('says in the agreed words why it is not taken', async () => {
    const sentences = {
      OTP_EXPIRED: 'Kode OTP kedaluwarsa. Minta kode baru.',
      ACCOUNT_INACTIVE: 'Akun tidak aktif. Hubungi administrator.',
    }
    for (const [code, sentence] of Object.entries(sentences)) {
      show(() => Promise.reject(refusal(code)))
      type('123456')
      expect((await screen.findByRole('alert')).textContent).toBe(sentence)
      cleanup()
    }
  })

  it('can be had again once the time is over; before that one waits', async () => {
    const ask = vi.fn(async () => ({ ...asked, otp_request_id: 'r2' }))
    show(async () => undefined, {}, ask)
    fireEvent.click(screen.getByText(/^Kirim ulang kode \(\d:\d\d\)$/))
    await screen.findByText('Tunggu sebentar...')
    expect(ask).not.toHaveBeenCalled()
    cleanup()
    show(async () => undefined, { resend_at: 0 }, ask)
    fireEvent.click(screen.getByText('Kirim ulang kode'))
    await screen.findByText('Kode baru sudah dikirim.')
    expect(pendingOtp.value?.otp_request_id).toBe('r2')
  })

  it('is of one app and one person: it outlives the page, not the sign-in, and another app knows nothing of it', () => {
    const own = createStorage('curhat-one-')
    keepOtpIn(own)
    setPendingOtp(pending())
    keepOtpIn(createStorage('curhat-other-'))
    expect(pendingOtp.value).toBeNull()
    keepOtpIn(own)
    expect(pendingOtp.value?.otp_request_id).toBe('r1')
    own.forgetAll()
    expect(pendingOtp.value).toBeNull()
    keepOtpIn(own)
    expect(pendingOtp.value).toBeNull()
  })
})
