import { HistoryList } from '@curhat/chat'
import { useLocation } from 'wouter-preact'
import { chat } from '../live/chat'
import { Heading } from '../parts/Heading'
import { SensitiveBadge } from '../parts/SensitiveBadge'
import { words } from '../words'

/** What has been, newest first. */
export default function History() {
  const [, go] = useLocation()
  return (
    <>
      <div class="mb-6">
        <Heading title={words.t.history.title} />
      </div>
      <HistoryList
        chat={chat}
        href={({ id }) => `/mitra/history/${id}`}
        go={(href) => go(href.replace('/mitra', ''))}
        badge={({ topic_sensitivity }) => topic_sensitivity === 'sensitive' && <SensitiveBadge />}
      />
    </>
  )
}
