import { errorSentence, OtpPhone } from '@curhat/ui'
import { useLocation } from 'wouter-preact'
import { askCode, ended } from '../session'
import { Door } from '../shell/Door'
import { words } from '../words'

/** The number; then the code comes. */
export default function Login() {
  const t = words.t.auth
  const [, go] = useLocation()
  return (
    <Door>
      {ended.value && (
        <p role="status" class="mb-6 rounded-xl bg-warn-soft px-4 py-3 text-warn">
          {errorSentence(ended.value)}
        </p>
      )}
      <OtpPhone
        ask={askCode}
        onAsked={() => go('/login/code')}
        title={t.title}
        intro={t.intro}
        pageTitle={`${t.page} – ${words.t.shell.app}`}
      />
      <p class="mt-8 text-sm text-muted">{t.new}</p>
    </Door>
  )
}
