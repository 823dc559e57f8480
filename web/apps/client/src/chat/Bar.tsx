import { type ChatSession, leftUntil } from '@curhat/chat'
import { Button, duration, useNow } from '@curhat/ui'
import { words } from '../words'
import type { Sheet } from './useSheet'

/** What is being decided: more time, or goodbye. */
export function Bar({ session, show }: { session: ChatSession; show: (sheet: Sheet) => void }) {
  const t = words.t.chat
  useNow(500)
  const name = session.counterpart?.display_name ?? ''
  const { pending_extension: extension, goodbye } = session
  if (session.status === 'extending' && extension)
    return (
      <section class="border-t border-line bg-warn-soft px-4 py-3 text-warn" data-bar="extending">
        <p class="mx-auto flex max-w-3xl items-center justify-between gap-4 font-medium">
          <span>{t.waiting(name, extension.price_tier.duration_minutes)}</span>
          <span role="timer" class="tabular-nums">
            {duration(leftUntil(extension.respond_by))}
          </span>
        </p>
      </section>
    )
  if (session.status !== 'closing') return null
  return (
    <section class="border-t border-line bg-card px-4 py-3" data-bar="closing">
      <div class="mx-auto flex max-w-3xl flex-wrap items-center gap-x-4 gap-y-2">
        <div class="min-w-48 grow basis-0">
          <p class="font-medium">
            {goodbye.customer
              ? t.said(name)
              : goodbye.mitra
                ? t.theySaid(name)
                : session.end_reason && t.closing[session.end_reason]}
          </p>
          <p role="timer" class="text-sm text-muted tabular-nums">
            {t.graceLeft(duration(leftUntil(session.grace_ends_at)))}
          </p>
        </div>
        {!goodbye.customer && (
          <div class="flex gap-2">
            {!goodbye.mitra && (
              <Button look="quiet" onClick={() => show('extend')}>
                {t.extend}
              </Button>
            )}
            <Button onClick={() => show('goodbye')}>{t.goodbye}</Button>
          </div>
        )}
      </div>
    </section>
  )
}
