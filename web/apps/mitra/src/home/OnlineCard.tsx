import { Button, errorSentence, Failure, Switch, toast } from '@curhat/ui'
import { config } from '../live/config'
import { changing, checkQuietly, dropped, failure, online, setOnline } from '../live/presence'
import { words } from '../words'

const time = (seconds: number) => (seconds % 60 ? words.t.home.seconds(seconds) : words.t.home.minutes(seconds / 60))

function state() {
  const t = words.t.home
  if (changing.value) return online.value ? t.goingOff : t.goingOn
  if (online.value === null) return t.asking
  return online.value ? t.isOn : t.isOff
}

/** What becomes of the state when the app is closed: it depends on what the operators ask for. */
function afterwards() {
  const t = words.t.home
  const ping = config.value?.mitra_ping
  if (!online.value || !ping) return null
  return ping.required ? t.leaves(time(ping.interval_seconds)) : t.stays
}

const change = (wanted: boolean) => setOnline(wanted).catch((error) => toast(errorSentence(error), 'bad'))

/** Whether requests come: the server's word, and the way to change it. */
export function OnlineCard() {
  const t = words.t.home
  const note = afterwards()
  return (
    <section class={`card p-5 transition-colors ${online.value ? 'border-good' : ''}`} aria-label={t.online}>
      <Switch
        label={t.online}
        checked={online.value ?? false}
        disabled={online.value === null}
        busy={changing.value}
        onChange={change}
      />
      {online.value === null && failure.value ? (
        <Failure error={failure.value} again={checkQuietly} />
      ) : (
        <p role="status" class="mt-1 flex items-start gap-2">
          <span
            aria-hidden="true"
            class={`mt-[0.45rem] size-2.5 shrink-0 rounded-full ${changing.value || online.value === null ? 'animate-pulse bg-field' : online.value ? 'bg-good' : 'bg-field'}`}
          />
          {state()}
        </p>
      )}
      {note && <p class="mt-2 text-sm text-muted">{note}</p>}
      {dropped.value && (
        <div role="alert" class="mt-4 rounded-xl bg-warn-soft p-4 text-warn">
          <p class="font-semibold">{t.droppedTitle}</p>
          <p class="mt-1 text-sm">{t.droppedText}</p>
          <Button class="mt-3" busy={changing.value} onClick={() => change(true)}>
            {t.backOnline}
          </Button>
        </div>
      )}
    </section>
  )
}
