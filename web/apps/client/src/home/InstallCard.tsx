import { Button, install, installable, isStandalone, onIos } from '@curhat/ui'
import { signal } from '@preact/signals'
import { keep, kept, onForget } from '../storage'
import { words } from '../words'

/** `null` before the first whole session; then `true` until one has said no. */
const wanted = signal(kept<boolean | null>('local', 'install', null))
const set = (value: boolean) => {
  keep('local', 'install', value)
  wanted.value = value
}
onForget(() => {
  wanted.value = null
})

/** A session went well: from now on it may be worth having the app at hand. */
export const succeeded = () => {
  if (wanted.value === null) set(true)
}

/** Offers to put the app on the home screen, after a first success and not before. */
export function InstallCard() {
  const t = words.t.home
  if (!wanted.value || isStandalone() || (!installable.value && !onIos())) return null
  return (
    <section class="card mt-4 p-5" aria-labelledby="install">
      <h2 id="install" class="font-semibold">
        {t.installTitle}
      </h2>
      <p class="mt-1 text-sm text-muted">{installable.value ? t.installText : t.installIos}</p>
      <div class="mt-3 flex flex-wrap gap-3">
        {installable.value && <Button onClick={install}>{t.install}</Button>}
        <Button look="plain" onClick={() => set(false)}>
          {t.later}
        </Button>
      </div>
    </section>
  )
}
