import { Badge, clock, type Tone } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { SensitiveBadge } from '../parts/SensitiveBadge'
import { words } from '../words'
import type { ChatSession } from './read'

const tones: Partial<Record<ChatSession['status'], Tone>> = {
  active: 'good',
  extending: 'warn',
  closing: 'warn',
}

const isOver = (status: ChatSession['status']) => ['completed', 'expired', 'cancelled'].includes(status)

/** One session of the past; one that still runs leads into its chat. */
export function Row({ session }: { session: ChatSession }) {
  const t = words.t.history
  const over = isOver(session.status)
  return (
    <li>
      <Link
        href={over ? `/history/${session.id}` : `/chat/${session.id}`}
        data-topic={session.topic_sensitivity}
        class="card flex min-h-20 items-center gap-4 p-4 transition-colors hover:border-brand"
      >
        <div class="min-w-0 grow">
          <p class="truncate font-medium">{session.counterpart?.display_name}</p>
          <p class="text-sm text-muted">
            {clock(session.started_at ?? session.requested_at)} · {t.minutes(session.duration_minutes)}
            {session.is_free_trial && ` · ${t.freeTrial}`}
          </p>
          {session.topic_sensitivity === 'sensitive' && (
            <div class="mt-1.5">
              <SensitiveBadge />
            </div>
          )}
        </div>
        <Badge tone={tones[session.status] ?? 'plain'}>{t.status[session.status]}</Badge>
      </Link>
    </li>
  )
}
