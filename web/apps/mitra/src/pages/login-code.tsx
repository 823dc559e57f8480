import { goBack, OtpCode, type PendingOtp, pendingOtp } from '@curhat/ui'
import { useLocation } from 'wouter-preact'
import { askCode, signIn } from '../session'
import { Door } from '../shell/Door'
import { words } from '../words'

/** The code; then one is in. */
export default function LoginCode() {
  const [, go] = useLocation()
  return (
    <Door>
      <OtpCode
        pending={pendingOtp.value as PendingOtp}
        ask={askCode}
        verify={signIn}
        onChange={() => goBack(() => go('/login', { replace: true }))}
        pageTitle={`${words.t.auth.codePage} – ${words.t.shell.app}`}
      />
    </Door>
  )
}
