import { Button } from '@curhat/ui'
import { useLocation } from 'wouter-preact'
import { GuestCard } from '../home/GuestCard'
import { InstallCard } from '../home/InstallCard'
import { OpenSession } from '../home/OpenSession'
import { Promises } from '../home/Promises'
import { chat } from '../live/chat'
import { Heading } from '../parts/Heading'
import { me } from '../session'
import { words } from '../words'

/** Where one begins, or goes on. */
export function Home() {
  const t = words.t.home
  const [, go] = useLocation()
  const name = me.value?.display_name
  const running = chat.sessions.open.value[0]
  return (
    <>
      <Heading title={t.title}>{name ? t.hello(name) : t.helloNobody}</Heading>
      <p class="mt-1 mb-6 text-lg text-muted">{t.question}</p>
      {running ? (
        <OpenSession session={running} />
      ) : (
        <section class="tone-pink doodles overflow-hidden rounded-3xl p-6" aria-labelledby="begin">
          <h2 id="begin" class="max-w-72 text-2xl leading-snug font-semibold tracking-tight text-balance">
            {t.cardTitle}
          </h2>
          <p class="mt-2">{t.cardText}</p>
          <Button class="mt-8 min-h-14 w-full text-lg shadow-md" onClick={() => go('/start')}>
            {t.start}
          </Button>
        </section>
      )}
      <GuestCard />
      <InstallCard />
      <Promises />
    </>
  )
}
