import { ErrorBoundary, lazyPage } from '@curhat/ui'
import { Suspense } from 'preact/compat'
import { useEffect } from 'preact/hooks'
import { Aside } from '../home/Aside'
import { OnlineCard } from '../home/OnlineCard'
import { OpenSessions } from '../home/OpenSessions'
import { Today } from '../home/Today'
import { checkQuietly, me } from '../live/presence'
import { Heading } from '../parts/Heading'
import { words } from '../words'

const PushOffer = lazyPage(() => import('../home/PushOffer'))

/** Whether requests come, and who is waiting. */
export function Home() {
  const t = words.t.home
  const name = me.value?.display_name
  useEffect(() => {
    void checkQuietly()
  }, [])
  return (
    <>
      <div class="mb-6">
        <Heading title={t.title}>{name ? t.hello(name) : t.helloNobody}</Heading>
      </div>
      <OnlineCard />
      <ErrorBoundary at="" fallback={() => null}>
        <Suspense fallback={null}>
          <PushOffer />
        </Suspense>
      </ErrorBoundary>
      <Aside />
      <OpenSessions />
      <Today />
    </>
  )
}
