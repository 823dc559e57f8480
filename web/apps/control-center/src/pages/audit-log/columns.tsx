import { Button, dateTime, relative, toast } from '@curhat/ui'
import { Icon } from '../../icons'
import type { Column } from '../../parts/DataTable'
import { words } from '../../words'
import { type Difference, differences, type Entry, type Names, sentence } from './describe'

function Change({ label, before, after }: Difference) {
  const t = words.t.audit
  return (
    <li>
      <span class="text-muted">{label}: </span>
      {before !== undefined && (
        <>
          <span class="sr-only">{t.was} </span>
          <span class={after === undefined ? '' : 'text-muted line-through'}>{before}</span>
        </>
      )}
      {before !== undefined && after !== undefined && (
        <span aria-hidden="true" class="text-muted">
          {' → '}
        </span>
      )}
      {after !== undefined && (
        <>
          {before !== undefined && <span class="sr-only"> {t.is} </span>}
          <span>{after}</span>
        </>
      )}
    </li>
  )
}

function What({ entry, names }: { entry: Entry; names: Names }) {
  const changes = differences(entry)
  return (
    <div class="whitespace-normal text-left md:min-w-80 md:py-1.5">
      <p class="font-medium">{sentence(entry, names)}</p>
      {changes.length > 0 && (
        <ul class="mt-1 grid gap-0.5 text-sm font-normal">
          {changes.map((change) => (
            <Change key={change.label} {...change} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Actor({ entry: { actor, ip } }: { entry: Entry }) {
  const t = words.t.audit
  return (
    <div class="md:py-1.5">
      <p>{actor.name ?? t.actors[actor.type] ?? actor.type}</p>
      {ip && <p class="text-sm text-muted">{t.from(ip)}</p>}
    </div>
  )
}

function RequestId({ id }: { id: string | null }) {
  const t = words.t.audit
  if (!id) return <span title={t.noRequest}>{words.t.lists.none}</span>
  return (
    <span class="inline-flex max-w-full items-center gap-1">
      <code class="max-w-16 truncate text-sm min-[26rem]:max-w-28 md:max-w-40" title={id}>
        {id}
      </code>
      {navigator.clipboard && (
        <Button
          look="plain"
          aria-label={t.copy(id)}
          onClick={() =>
            navigator.clipboard.writeText(id).then(
              () => toast(t.copied),
              () => undefined,
            )
          }
        >
          <Icon name="copy" class="size-4" />
        </Button>
      )}
    </span>
  )
}

/** What is seen of each change. */
export function columns(names: Names): Column<Entry>[] {
  const t = words.t.audit.columns
  return [
    {
      id: 'time',
      label: t.time,
      cell: ({ created_at }) => (
        <time dateTime={created_at} title={relative(created_at)} class="tabular-nums">
          {dateTime(created_at)}
        </time>
      ),
    },
    { id: 'actor', label: t.actor, cell: (entry) => <Actor entry={entry} /> },
    { id: 'what', label: t.what, heading: true, cell: (entry) => <What entry={entry} names={names} /> },
    { id: 'request', label: t.request, cell: ({ request_id }) => <RequestId id={request_id} /> },
  ]
}
