import type { AppStorage } from '@curhat/api'
import { signal } from '@preact/signals'

/** What a server answers when it has sent a code. Seconds. */
export interface OtpAsked {
  otp_request_id: string
  expires_in: number
  resend_after: number
}

/** A code that is on its way to a phone; times in ms by our own clock. */
export interface PendingOtp {
  phone: string
  otp_request_id: string
  expires_at: number
  resend_at: number
}

const KEY = 'otp'
let storage: Omit<AppStorage, 'forgetAll'> | undefined

/** The code that is waited for. It outlives a reload: to read it one leaves for another app, and comes back to a fresh page. */
export const pendingOtp = signal<PendingOtp | null>(null)

/** Each app has codes of its own, and forgets them with the person. To be said before anything is shown. */
export function keepOtpIn(own: Omit<AppStorage, 'forgetAll'>) {
  storage = own
  const held = own.kept<PendingOtp | null>('session', KEY, null)
  pendingOtp.value = held && held.expires_at > Date.now() ? held : null
  own.onForget(() => {
    pendingOtp.value = null
  })
}

export function setPendingOtp(pending: PendingOtp | null) {
  if (pending) storage?.keep('session', KEY, pending)
  else storage?.drop('session', KEY)
  pendingOtp.value = pending
}

/** From an answer of the server that came now. */
export const pendingFrom = (phone: string, asked: OtpAsked, now = Date.now()): PendingOtp => ({
  phone,
  otp_request_id: asked.otp_request_id,
  expires_at: now + asked.expires_in * 1000,
  resend_at: now + asked.resend_after * 1000,
})
