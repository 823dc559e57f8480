import { ApiError } from '@curhat/api'
import { confirm, goBack, OtpCode, type PendingOtp, pendingOtp, setPendingOtp } from '@curhat/ui'
import { useLocation } from 'wouter-preact'
import { askCode, isGuest, signIn } from '../session'
import { Door } from '../shell/Door'
import { words } from '../words'

/** The code; then one is in. */
export default function Code() {
  const t = words.t.auth
  const [, go] = useLocation()

  async function verify(otp_request_id: string, code: string) {
    try {
      await signIn(otp_request_id, code)
    } catch (error) {
      // The number belongs to someone: most likely to the same person, before.
      if (!(error instanceof ApiError) || error.code !== 'IDENTITY_CONFLICT' || !isGuest.value) throw error
      const question = { title: t.conflictTitle, text: t.conflictText, yes: t.conflictYes, no: t.cancel }
      if (!(await confirm(question))) throw error
      await signIn(otp_request_id, code, true)
    }
    setPendingOtp(null)
    go('/home', { replace: true })
  }

  return (
    <Door up="/auth/phone">
      <OtpCode
        pending={pendingOtp.value as PendingOtp}
        ask={askCode}
        verify={verify}
        onChange={() => goBack(() => go('/auth/phone', { replace: true }))}
        pageTitle={`${t.codePage} – ${words.t.shell.app}`}
      />
    </Door>
  )
}
