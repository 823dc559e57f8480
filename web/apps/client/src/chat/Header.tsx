import { type ChatSession, Countdown, isLive } from '@curhat/chat'
import { confirm, errorSentence, goBack, toast } from '@curhat/ui'
import { useLocation } from 'wouter-preact'
import { chat } from '../live/chat'
import { config } from '../live/config'
import { Icon, type IconName } from '../shell/icons'
import { words } from '../words'
import { end } from './act'

function Act({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      class="grid size-11 shrink-0 place-items-center rounded-full text-brand transition-colors hover:bg-brand-soft"
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}

/** Who one talks with, the last minutes, and what can be done about the time. */
export function Header({ session, extend }: { session: ChatSession; extend: () => void }) {
  const t = words.t.chat
  const [, go] = useLocation()
  const name = session.counterpart?.display_name ?? ''
  const typing = chat.thread(session.id).typing.theirs.value
  const running = session.status === 'active'
  const mayEnd = (running || session.status === 'extending') && (config.value?.early_end.customer ?? false)

  async function leave() {
    if (!(await confirm({ title: t.endTitle, text: t.endText, yes: t.endYes, no: t.cancel, danger: true }))) return
    try {
      await end(session.id)
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <header class="z-10 flex items-center gap-2 border-b border-line bg-card px-2 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2 sm:px-4">
      <button
        type="button"
        aria-label={words.t.shell.back}
        class="grid size-11 shrink-0 place-items-center rounded-full hover:bg-line/60"
        onClick={() => goBack(() => go('/home', { replace: true }))}
      >
        <Icon name="back" />
      </button>
      <span
        aria-hidden="true"
        class="grid size-10 shrink-0 place-items-center rounded-full bg-brand-soft font-semibold text-brand max-[22rem]:hidden"
      >
        {[...name][0]?.toUpperCase()}
      </span>
      <div class="min-w-0 grow">
        <h1 tabIndex={-1} class="truncate leading-tight font-semibold">
          {name}
        </h1>
        <p class="truncate text-sm text-muted">{typing ? t.typing : t.online}</p>
      </div>
      {running && <Countdown until={session.expires_at} always={false} />}
      {running && <Act icon="addTime" label={t.extend} onClick={extend} />}
      {isLive(session) && mayEnd && <Act icon="end" label={t.end} onClick={leave} />}
    </header>
  )
}
