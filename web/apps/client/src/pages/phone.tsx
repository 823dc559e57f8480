import { errorSentence, OtpPhone } from '@curhat/ui'
import { useLocation } from 'wouter-preact'
import { SocialButtons } from '../auth/SocialButtons'
import { askCode, ended, isGuest } from '../session'
import { Door } from '../shell/Door'
import { words } from '../words'

/** The number; then the code comes. */
export default function Phone() {
  const t = words.t.auth
  const [, go] = useLocation()
  return (
    <Door up={isGuest.value ? '/home' : '/welcome'}>
      {ended.value && (
        <p role="status" class="mb-6 rounded-xl bg-warn-soft px-4 py-3 text-warn">
          {errorSentence(ended.value)}
        </p>
      )}
      <OtpPhone
        ask={askCode}
        onAsked={() => go('/auth/code')}
        title={t.phoneTitle}
        intro={isGuest.value ? `${t.phoneIntro} ${t.phoneIntroGuest}` : t.phoneIntro}
        pageTitle={`${t.phoneTitle} – ${words.t.shell.app}`}
      />
      {/* Whoever is at the door has been asked there already. */}
      {isGuest.value && (
        <div class="mt-6">
          <SocialButtons />
        </div>
      )}
    </Door>
  )
}
