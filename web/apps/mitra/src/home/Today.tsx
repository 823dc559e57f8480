import type { ChatSession } from '@curhat/chat'
import { dayKey, useLoad } from '@curhat/ui'
import { chat } from '../live/chat'
import { words } from '../words'

/** As many as one page holds are counted; who has had more today does not need the exact number here. */
const isToday = ({ started_at }: ChatSession) => started_at !== null && dayKey(started_at) === dayKey(Date.now())

function Figure({ figure, label }: { figure: string; label: string }) {
  return (
    <div class="card px-4 py-3">
      <dd class="text-2xl font-semibold tabular-nums">{figure}</dd>
      <dt class="text-sm text-muted">{label}</dt>
    </div>
  )
}

/** What one has done today. */
export function Today() {
  const t = words.t.home
  // Asked anew when a session begins or ends.
  const { data } = useLoad(() => chat.server.history(), chat.sessions.open.value.map(({ id }) => id).join())
  const today = data?.items.filter(isToday)
  if (!today?.length) return null
  const capped = today.length === data?.items.length && data.next_cursor !== null
  const minutes = today.reduce((sum, { duration_minutes }) => sum + duration_minutes, 0)
  return (
    <section class="mt-8" aria-labelledby="today">
      <h2 id="today" class="mb-3 font-semibold">
        {t.today}
      </h2>
      <dl class="grid grid-cols-2 gap-3">
        <Figure figure={`${today.length}${capped ? '+' : ''}`} label={t.todaySessions} />
        <Figure figure={`${minutes}${capped ? '+' : ''}`} label={t.todayMinutes} />
      </dl>
    </section>
  )
}
