import { ApiError } from '@curhat/api'
import type { ChatSession } from '@curhat/chat'
import { confirm, errorSentence, toast } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { config } from '../live/config'
import { Icon } from '../shell/icons'
import { words } from '../words'
import { flip } from './act'
import { tell } from './notice'

/** Whether it can be marked now; `latched`: once sensitive it stays so. */
const stateOf = (session: ChatSession) => {
  const sensitive = session.topic_sensitivity === 'sensitive'
  const latched = sensitive && (config.value?.sensitivity.one_way_latch ?? false)
  return { sensitive, latched, flippable: session.status === 'active' || session.status === 'extending' }
}

/** Shows what kind of topic it is, and changes it. Only the mitra sees it. */
export function TopicToggle({ session }: { session: ChatSession }) {
  const t = words.t.chat
  const [busy, setBusy] = useState(false)
  const { sensitive, latched, flippable } = stateOf(session)
  const label = latched ? t.latched : sensitive ? t.markRegular : t.markSensitive

  async function change() {
    if (busy || latched) return
    // Unknown settings are taken for the careful ones.
    const asks = config.value?.sensitivity.confirmation_enabled ?? true
    const question = sensitive
      ? { title: t.askRegular, text: t.askRegularText }
      : { title: t.askSensitive, text: t.askSensitiveText }
    if (asks && !(await confirm({ ...question, yes: t.mark, no: t.cancel }))) return
    setBusy(true)
    try {
      await flip(session.id, sensitive ? 'regular' : 'sensitive')
      toast(sensitive ? t.markedRegular : t.markedSensitive)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'SENSITIVITY_LATCHED') tell({ text: t.latched })
      else toast(errorSentence(error), 'bad')
    } finally {
      setBusy(false)
    }
  }

  if (!flippable) return null
  return (
    <button
      type="button"
      aria-pressed={sensitive}
      aria-label={label}
      title={label}
      aria-busy={busy || undefined}
      disabled={latched}
      class={`grid size-11 shrink-0 place-items-center rounded-full transition-colors disabled:opacity-60 ${sensitive ? 'bg-sensitive-soft text-sensitive' : 'text-muted hover:bg-line/60'}`}
      onClick={change}
    >
      <Icon name={sensitive ? 'shieldOn' : 'shield'} />
    </button>
  )
}
