import { useState } from 'preact/hooks'
import { Button } from './Button'
import { Switch } from './fields'
import { pushWords } from './pushWords'
import { toast } from './toasts'
import type { WebPush } from './webPush'

/** Turns it on or off, and says so when it does not work: a browser's push service may be out of reach. */
const change = (push: WebPush, on: boolean) =>
  (on ? push.turnOn() : push.turnOff()).catch(() => toast(pushWords().failed, 'bad'))

/** The switch in the profile; not there where there is no push. */
export function PushSwitch({ push }: { push: WebPush }) {
  const t = pushWords()
  const [busy, setBusy] = useState(false)
  const state = push.state.value
  if (state === 'unavailable') return null
  return (
    <Switch
      label={t.label}
      hint={state === 'denied' ? t.denied : t.hint}
      checked={state === 'on'}
      busy={busy}
      disabled={state === 'denied'}
      onChange={async (on) => {
        setBusy(true)
        await change(push, on)
        setBusy(false)
      }}
    />
  )
}

/** Offers it where one would miss something; `asked` and `onAsked` remember that it was declined. */
export function PushCard({ push, asked, onAsked }: { push: WebPush; asked: boolean; onAsked: () => void }) {
  const t = pushWords()
  const [busy, setBusy] = useState(false)
  if (asked || push.state.value !== 'off') return null
  return (
    <section class="card mt-6 grid gap-4 p-5" aria-label={t.ask}>
      <div>
        <h2 class="font-semibold">{t.ask}</h2>
        <p class="mt-1 text-muted">{t.askText}</p>
      </div>
      <div class="flex flex-wrap gap-3">
        <Button
          busy={busy}
          onClick={async () => {
            setBusy(true)
            await change(push, true)
            setBusy(false)
            onAsked()
          }}
        >
          {t.yes}
        </Button>
        <Button look="plain" onClick={onAsked}>
          {t.later}
        </Button>
      </div>
    </section>
  )
}
