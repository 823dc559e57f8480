import { PushSwitch, Switch, showPhone } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { GuestCard } from '../home/GuestCard'
import { audible, setAudible } from '../live/alerts'
import { push } from '../live/push'
import { Heading } from '../parts/Heading'
import { Appearance } from '../profile/Appearance'
import { Devices } from '../profile/Devices'
import { NameForm } from '../profile/NameForm'
import { SignOut } from '../profile/SignOut'
import { isGuest, loadMe, me } from '../session'
import { words } from '../words'

/** Who one is, how the app behaves, where one is signed in. */
export default function Profile() {
  const t = words.t.profile
  const known = me.value
  useEffect(() => {
    loadMe().catch(() => undefined)
  }, [])
  const facts = known
    ? [
        known.phone && [t.phone, showPhone(known.phone)],
        known.email && [t.email, known.email],
        known.has_google && [t.account, t.google],
        known.has_apple && [t.account, t.apple],
        isGuest.value && [t.account, t.guest],
      ].filter((fact): fact is [string, string] => Array.isArray(fact))
    : []
  return (
    <>
      <div class="mb-6">
        <Heading title={t.title} />
      </div>
      <section class="card grid gap-5 p-5">
        {known && <NameForm key={known.display_name} name={known.display_name} />}
        {facts.length > 0 && (
          <dl class="grid gap-3 border-t border-line pt-4">
            {facts.map(([label, value]) => (
              <div key={value}>
                <dt class="text-sm text-muted">{label}</dt>
                <dd class="font-medium wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <GuestCard />
      <section class="mt-8" aria-labelledby="app">
        <h2 id="app" class="mb-3 font-semibold">
          {t.app}
        </h2>
        <div class="card grid gap-5 p-5">
          <Switch label={t.sound} hint={t.soundHint} checked={audible.value} onChange={setAudible} />
          <PushSwitch push={push} />
          <Appearance />
        </div>
      </section>
      <div class="mt-8">
        <Devices />
      </div>
      <div class="mt-8 grid">
        <SignOut />
      </div>
    </>
  )
}
