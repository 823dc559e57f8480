import { day, PushSwitch, Switch, showPhone } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { checkQuietly, me } from '../live/presence'
import { push } from '../live/push'
import { Heading } from '../parts/Heading'
import { Appearance } from '../profile/Appearance'
import { Devices } from '../profile/Devices'
import { Install } from '../profile/Install'
import { NameForm } from '../profile/NameForm'
import { SignOut } from '../profile/SignOut'
import { setSound, sound } from '../requests/announce'
import { words } from '../words'

/** Who one is, how the app behaves, and where one is signed in. */
export default function Profile() {
  const t = words.t.profile
  const profile = me.value
  useEffect(() => {
    void checkQuietly()
  }, [])
  return (
    <div class="grid gap-8">
      <Heading title={t.title} />
      <section class="card grid gap-5 p-5">
        <NameForm key={profile?.display_name} name={profile?.display_name ?? ''} />
        {profile && (
          <dl class="grid gap-4 sm:grid-cols-2 border-t border-line pt-4">
            <div>
              <dt class="text-sm text-muted">{t.phone}</dt>
              <dd class="font-medium whitespace-nowrap">{showPhone(profile.phone)}</dd>
            </div>
            <div>
              <dt class="text-sm text-muted">{t.since}</dt>
              <dd class="font-medium">{day(profile.created_at)}</dd>
            </div>
          </dl>
        )}
      </section>
      <section aria-labelledby="app">
        <h2 id="app" class="mb-3 font-semibold">
          {t.app}
        </h2>
        <div class="card grid gap-5 p-5">
          <Switch label={t.sound} hint={t.soundHint} checked={sound.value} onChange={setSound} />
          <PushSwitch push={push} />
          <Appearance />
          <Install />
        </div>
      </section>
      <Devices />
      <SignOut />
    </div>
  )
}
