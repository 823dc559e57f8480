import { type InternalTypes, unwrap } from '@curhat/api'
import { dateTime, Failure, Skeleton } from '@curhat/ui'
import { useQuery } from '@tanstack/preact-query'
import { Link, useParams } from 'wouter-preact'
import { count } from '../../lists/count'
import { Facts } from '../../parts/Facts'
import { Late } from '../../parts/Late'
import { Page } from '../../parts/Page'
import { api, can } from '../../session'
import { words } from '../../words'
import { Kind, linked } from '../customers/Kind'
import { Erase } from './Erase'

type Customer = InternalTypes['schemas']['Customer']

function Detail({ customer }: { customer: Customer }) {
  const t = words.t.customers.detail
  const { none } = words.t.lists
  return (
    <div class="grid gap-6">
      <section aria-labelledby="facts" class="card grid gap-5 p-5 sm:p-6">
        <h2 id="facts" class="text-lg font-semibold">
          {t.facts}
        </h2>
        <Facts
          items={[
            [t.kind, <Kind key="kind" customer={customer} />],
            [t.phone, customer.phone ?? none],
            [t.email, customer.email ?? none],
            [t.linked, linked(customer).join(', ') || t.none],
            [
              t.joined,
              <time key="joined" dateTime={customer.created_at}>
                {dateTime(customer.created_at)}
              </time>,
            ],
            ...(customer.erased_at ? [[t.erasedAt, dateTime(customer.erased_at)] as [string, string]] : []),
            [t.sessions, count(customer.session_count)],
            [
              t.id,
              <code key="id" class="text-sm break-all">
                {customer.id}
              </code>,
            ],
          ]}
        />
        {customer.is_anonymous && <p class="text-muted">{customer.erased_at ? t.erasedText : t.guestText}</p>}
      </section>
      <p class="flex flex-wrap items-center gap-3">
        {can('sessions:read') && (
          <Link href={`/sessions?customer_id=${customer.id}`} class="btn-quiet">
            {t.find}
          </Link>
        )}
        {can('audit_log:read') && (
          <Link href={`/audit-log?target_id=${customer.id}`} class="btn-quiet">
            {t.audit}
          </Link>
        )}
      </p>
      {can('control_center_users:update') && !customer.erased_at && <Erase customer={customer} />}
    </div>
  )
}

export default function CustomerDetail() {
  const { id = '' } = useParams<{ id: string }>()
  const t = words.t.customers
  const { data, error, refetch } = useQuery({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => unwrap(api.GET('/internal/customers/{id}', { params: { path: { id } }, signal })),
  })
  return (
    <Page title={data?.display_name ?? t.detail.title} back={{ href: '/customers', label: t.title }}>
      {data ? (
        <Detail customer={data} />
      ) : error ? (
        <div class="card">
          <Failure error={error} again={refetch} />
        </div>
      ) : (
        <Late>
          <Skeleton class="h-64" />
        </Late>
      )}
    </Page>
  )
}
