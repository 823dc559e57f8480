import { HistoryList } from '@curhat/chat'
import { Link, useLocation } from 'wouter-preact'
import { chat } from '../live/chat'
import { Heading } from '../parts/Heading'
import { words } from '../words'

/** What was said before. No badges here: the topic's flag is for mitras. */
export default function History() {
  const t = words.t.history
  const [, go] = useLocation()
  return (
    <>
      <Heading title={t.title} />
      <p class="mt-1 mb-6 text-muted">{t.intro}</p>
      <HistoryList chat={chat} href={({ id }) => `/app/history/${id}`} go={(href) => go(`~${href}`)}>
        <Link href="/start" class="btn mt-3">
          {t.start}
        </Link>
      </HistoryList>
    </>
  )
}
