import { Button, day, dayKey, Empty, errorSentence, Failure, Skeleton, toast } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { Row } from '../history/Row'
import { type Page, readHistory } from '../history/read'
import { Heading } from '../parts/Heading'
import { useLoad } from '../parts/useLoad'
import { words } from '../words'

function dayName(when: string) {
  const t = words.t.history
  const key = dayKey(when)
  if (key === dayKey(Date.now())) return t.today
  if (key === dayKey(Date.now() - 86_400_000)) return t.yesterday
  return day(when)
}

const byDay = (items: Page['items']) => {
  const days: { name: string; items: Page['items'] }[] = []
  for (const session of items) {
    const name = dayName(session.requested_at)
    const last = days.at(-1)
    if (last?.name === name) last.items.push(session)
    else days.push({ name, items: [session] })
  }
  return days
}

const Shapes = () => (
  <div class="grid gap-3">
    {[1, 2, 3, 4].map((n) => (
      <Skeleton key={n} class="h-20 rounded-2xl" />
    ))}
  </div>
)

/** What has been, newest first. */
export default function History() {
  const t = words.t.history
  const page = useLoad(() => readHistory())
  const [more, setMore] = useState<Page[]>([])
  const last = more.at(-1) ?? page.data
  const items = [...(page.data?.items ?? []), ...more.flatMap((each) => each.items)]

  async function load() {
    try {
      const next = await readHistory(last?.next_cursor ?? undefined)
      setMore((held) => [...held, next])
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <>
      <div class="mb-6">
        <Heading title={t.title} />
      </div>
      {!page.data && (page.error ? <Failure error={page.error} again={page.again} /> : page.slow && <Shapes />)}
      {page.data && !items.length && <Empty title={t.emptyTitle} text={t.emptyText} />}
      {byDay(items).map(({ name, items }) => (
        <section key={name} class="mb-6" aria-labelledby={`day-${items[0]?.id}`}>
          <h2 id={`day-${items[0]?.id}`} class="mb-3 text-sm font-medium text-muted">
            {name}
          </h2>
          <ul class="grid gap-3">
            {items.map((session) => (
              <Row key={session.id} session={session} />
            ))}
          </ul>
        </section>
      ))}
      {last?.next_cursor && (
        <Button look="quiet" class="w-full" onClick={load}>
          {t.more}
        </Button>
      )}
    </>
  )
}
