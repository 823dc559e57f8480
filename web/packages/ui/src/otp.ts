import { device } from '@curhat/api'
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

const KEY = 'curhat-otp'

function stored(): PendingOtp | null {
  try {
    const held = JSON.parse(device.kept(KEY, 'session') ?? 'null') as PendingOtp | null
    return held && held.expires_at > Date.now() ? held : null
  } catch {
    return null
  }
}

/** The code that is waited for. It outlives a reload: to read it one leaves for another app, and comes back to a fresh page. */
export const pendingOtp = signal<PendingOtp | null>(stored())

export function setPendingOtp(pending: PendingOtp | null) {
  if (pending) device.keep(KEY, JSON.stringify(pending), 'session')
  else device.drop(KEY, 'session')
  pendingOtp.value = pending
}

/** From an answer of the server that came now. */
export const pendingFrom = (phone: string, asked: OtpAsked, now = Date.now()): PendingOtp => ({
  phone,
  otp_request_id: asked.otp_request_id,
  expires_at: now + asked.expires_in * 1000,
  resend_at: now + asked.resend_after * 1000,
})
