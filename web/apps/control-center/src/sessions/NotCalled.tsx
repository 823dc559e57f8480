import { type InternalTypes, unwrap } from '@curhat/api'
import { Failure, Skeleton } from '@curhat/ui'
import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { Late } from '../parts/Late'
import { api } from '../session'
import { words } from '../words'

type Schemas = InternalTypes['schemas']
type Why = Schemas['WhyNotCalled']

/** In the order in which one would ask. */
const REASONS: readonly Why[] = ['at_capacity', 'came_later', 'offline', 'inactive', 'registered_later']

function Reason({ why, mitras }: { why: Why; mitras: readonly Schemas['PairingAbsence'][] }) {
  if (mitras.length === 0) return null
  return (
    <div>
      <dt class="font-medium">
        {words.t.sessions.notCalled.why[why]} <span class="text-muted tabular-nums">({mitras.length})</span>
      </dt>
      <dd class="mt-0.5 break-words text-muted">{mitras.map(({ mitra }) => mitra.display_name).join(', ')}</dd>
    </div>
  )
}

function Reasons({ session }: { session: string }) {
  const t = words.t.sessions.notCalled
  const { data, error, refetch } = useQuery({
    queryKey: ['session', session, 'pairing'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/internal/sessions/{id}/pairing', { signal, params: { path: { id: session } } })),
  })
  if (error && !data) return <Failure error={error} again={refetch} />
  if (!data) {
    return (
      <Late>
        <Skeleton class="h-20 rounded-xl" />
      </Late>
    )
  }
  if (data.not_called.length === 0) return <p class="text-muted">{t.nobody}</p>
  return (
    <>
      <dl class="grid gap-3">
        {REASONS.map((why) => (
          <Reason key={why} why={why} mitras={data.not_called.filter((each) => each.why === why)} />
        ))}
      </dl>
      <p class="mt-3 text-sm text-muted">{t.asOfNow}</p>
    </>
  )
}

/** Why the request went to nobody else: asked for by opening it. */
export function NotCalled({ session }: { session: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="mt-3 print:hidden" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="inline-flex min-h-11 cursor-pointer items-center rounded-lg text-muted underline hover:text-fg">
        {words.t.sessions.notCalled.title}
      </summary>
      <div class="mt-2">{isOpen && <Reasons session={session} />}</div>
    </details>
  )
}
