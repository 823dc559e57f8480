import { duration, serverNow, useNow } from '@curhat/ui'
import { SensitiveBadge } from '../parts/SensitiveBadge'
import { aside, recall } from '../requests/queue'
import { words } from '../words'

/** Requests that were swiped away and can still be taken. */
export function Aside() {
  const t = words.t.home
  useNow(1000)
  if (!aside.value.length) return null
  return (
    <section class="mt-8" aria-labelledby="aside">
      <h2 id="aside" class="mb-3 font-semibold">
        {t.aside}
      </h2>
      <ul class="grid grid-cols-1 gap-3">
        {aside.value.map((request) => (
          <li key={request.session_id} class="card flex items-center gap-4 p-4">
            <div class="min-w-0 grow">
              <p class="truncate font-medium">{request.customer_display_name}</p>
              <p class="flex flex-wrap items-center gap-2 text-sm text-muted">
                <span class="tabular-nums">{t.expiresIn(duration(Date.parse(request.expires_at) - serverNow()))}</span>
                {request.topic_sensitivity === 'sensitive' && <SensitiveBadge />}
              </p>
            </div>
            <button type="button" class="btn-quiet" onClick={() => recall(request)}>
              {t.open}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
