import { ApiError, unwrap } from '@curhat/api'
import { Failure, Skeleton, toast } from '@curhat/ui'
import { useQuery } from '@tanstack/preact-query'
import { useParams, useSearch } from 'wouter-preact'
import { Icon } from '../icons'
import { Late } from '../parts/Late'
import { Page } from '../parts/Page'
import { api } from '../session'
import { StatusBadge, TopicBadge } from '../sessions/badges'
import { Facts } from '../sessions/Facts'
import { Neighbours } from '../sessions/Neighbours'
import { Extensions, Notifications } from '../sessions/Requests'
import { SensitivityLog, Timeline } from '../sessions/Timeline'
import { NotFound } from '../shell/walls'
import { words } from '../words'

const OPEN = ['requested', 'active', 'extending', 'closing']

function CopyId({ id }: { id: string }) {
  const t = words.t.lists
  if (!navigator.clipboard) return <code class="text-sm break-all">{id}</code>
  return (
    <button
      type="button"
      title={t.copyId}
      class="inline-flex min-h-11 items-center gap-1.5 rounded-lg text-sm text-muted hover:text-fg"
      onClick={() =>
        navigator.clipboard.writeText(id).then(
          () => toast(t.copied),
          () => undefined,
        )
      }
    >
      <code class="break-all">{id}</code>
      <Icon name="copy" class="size-4" />
      <span class="sr-only">{t.copyId}</span>
    </button>
  )
}

function useSession(id: string) {
  return useQuery({
    queryKey: ['session', id],
    queryFn: ({ signal }) => unwrap(api.GET('/internal/sessions/{id}', { signal, params: { path: { id } } })),
    // What still goes on is looked at again while the page is seen.
    refetchInterval: ({ state }) => (state.data && OPEN.includes(state.data.status) ? 10_000 : false),
  })
}

function Detail({ id }: { id: string }) {
  const t = words.t.sessions
  const search = useSearch()
  const { data, error, refetch } = useSession(id)
  const back = { href: `/sessions${search && `?${search}`}`, label: t.title }
  if (error instanceof ApiError && error.problem.status === 404 && !data) return <NotFound />
  if (!data) {
    return (
      <Page title={t.title} back={back}>
        {error ? (
          <div class="card">
            <Failure error={error} again={refetch} />
          </div>
        ) : (
          <Late>
            <div class="grid gap-4 xl:grid-cols-2">
              <Skeleton class="h-80 rounded-2xl" />
              <Skeleton class="h-80 rounded-2xl" />
            </div>
          </Late>
        )}
      </Page>
    )
  }
  return (
    <Page
      title={t.detail.title(data.customer.display_name)}
      back={back}
      actions={<Neighbours id={id} />}
      lead={
        <div class="flex flex-wrap items-center gap-x-3">
          <StatusBadge status={data.status} />
          <TopicBadge topic={data.topic_sensitivity} />
          <CopyId id={data.id} />
        </div>
      }
    >
      <div class="grid items-start gap-4 xl:grid-cols-2">
        <div class="grid min-w-0 gap-4">
          <Facts session={data} />
          <Extensions extensions={data.extensions} />
          <Notifications session={data} />
        </div>
        <div class="grid min-w-0 gap-4">
          <Timeline entries={data.timeline} />
          <SensitivityLog changes={data.sensitivity_log} />
        </div>
      </div>
    </Page>
  )
}

/** One session: what was bought, what happened, and who was asked. */
export default function SessionDetail() {
  const { id = '' } = useParams<{ id: string }>()
  return <Detail key={id} id={id} />
}
