import { Button, install, installable, isStandalone, onIos } from '@curhat/ui'
import { words } from '../words'

/** How to get the app onto the phone's own screen, where that can be done and has not been. */
export function Install() {
  const t = words.t.profile
  if (isStandalone() || (!installable.value && !onIos())) return null
  return (
    <div class="border-t border-line pt-5">
      <p class="font-medium">{t.install}</p>
      <p class="mt-1 text-sm text-muted">{installable.value ? t.installText : t.installIos}</p>
      {installable.value && (
        <Button look="quiet" class="mt-3" onClick={install}>
          {t.install}
        </Button>
      )}
    </div>
  )
}
