import { unwrap } from '@curhat/api'
import { Failure, relative, Skeleton, useNow } from '@curhat/ui'
import { useQuery } from '@tanstack/preact-query'
import { Figures } from '../dashboard/Figures'
import { LastDays } from '../dashboard/LastDays'
import { Late } from '../parts/Late'
import { Page } from '../parts/Page'
import { api } from '../session'
import { words } from '../words'

/** How long ago it was read; it counts by itself and is not read out. */
function Updated({ at }: { at: number }) {
  useNow(1000)
  return <span class="tabular-nums">{words.t.dashboard.updated(relative(at, Date.now()))}</span>
}

/** How the house stands: figures that lead to their lists, and the last thirty days. Fresh while it is looked at. */
export default function Dashboard() {
  const t = words.t.dashboard
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['dashboard'],
    queryFn: ({ signal }) => unwrap(api.GET('/internal/dashboard', { signal })),
    refetchInterval: 30_000,
    refetchIntervalInBackground: false,
  })
  return (
    <Page title={t.title} lead={dataUpdatedAt ? <Updated at={dataUpdatedAt} /> : undefined}>
      {error && (
        <div class="card mb-4">
          <Failure error={error} again={refetch} />
        </div>
      )}
      {data ? (
        <div class="grid grid-cols-1 gap-4">
          <Figures data={data} />
          <LastDays days={data.per_day} />
        </div>
      ) : (
        !error && (
          <Late>
            <div class="grid grid-cols-2 gap-4 xl:grid-cols-4">
              {[0, 1, 2, 3, 4, 5, 6].map((each) => (
                <Skeleton key={each} class="h-28 rounded-2xl first:col-span-2 xl:first:col-span-1" />
              ))}
              <Skeleton class="col-span-full h-80 rounded-2xl" />
            </div>
          </Late>
        )
      )}
    </Page>
  )
}
