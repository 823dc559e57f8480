import type { ChatSession } from '@curhat/chat'
import { confirm, errorSentence, toast } from '@curhat/ui'
import { config } from '../live/config'
import { Icon } from '../shell/icons'
import { words } from '../words'
import { end } from './act'

/** Ends it before its time, where operators let a mitra do so. */
export function EndButton({ session }: { session: ChatSession }) {
  const t = words.t.chat
  const running = session.status === 'active' || session.status === 'extending'
  if (!running || !config.value?.early_end.mitra) return null

  async function leave() {
    const text = t.endText(session.counterpart?.display_name ?? '')
    if (!(await confirm({ title: t.endTitle, text, yes: t.endYes, no: t.cancel, danger: true }))) return
    await end(session.id).catch((error) => toast(errorSentence(error), 'bad'))
  }

  return (
    <button
      type="button"
      aria-label={t.end}
      title={t.end}
      class="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-line/60"
      onClick={leave}
    >
      <Icon name="door" />
    </button>
  )
}
