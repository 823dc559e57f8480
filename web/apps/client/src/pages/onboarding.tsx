import { focusHeading } from '@curhat/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { setOnboarded } from '../auth/onboarded'
import { PICTURES } from '../auth/Pictures'
import { words } from '../words'

/** Three pages to swipe through, once. */
export default function Onboarding() {
  const t = words.t.auth
  const [, go] = useLocation()
  const strip = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState(0)
  const last = t.slides.length - 1
  useEffect(() => focusHeading(`${t.onboarding} – ${words.t.shell.app}`), [t])

  const show = (page: number) => {
    const box = strip.current
    box?.scrollTo({ left: page * box.clientWidth, behavior: 'smooth' })
  }
  function leave() {
    setOnboarded()
    go('/welcome', { replace: true })
  }

  return (
    <main id="content" class="tone-pink mx-auto flex h-dvh max-w-md flex-col sm:py-12">
      <div class="flex items-center justify-between px-5 pt-[max(0.75rem,env(safe-area-inset-top))]">
        <h1 tabIndex={-1} class="text-sm font-medium text-muted">
          {t.onboarding}
        </h1>
        <button type="button" class="btn-plain text-muted" onClick={leave}>
          {t.skip}
        </button>
      </div>
      <ul
        ref={strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        tabIndex={0}
        aria-label={t.onboarding}
        class="flex min-h-0 grow snap-x snap-mandatory overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
        onScroll={({ currentTarget: box }) => setAt(Math.round(box.scrollLeft / Math.max(1, box.clientWidth)))}
        data-slides
      >
        {t.slides.map((slide, page) => {
          const Picture = PICTURES[page]
          return (
            <li
              key={slide.title}
              inert={page !== at}
              class="flex w-full shrink-0 snap-center snap-always flex-col items-center justify-center gap-8 px-8 text-center"
            >
              <div class="doodles grid h-[38dvh] w-full place-items-center rounded-[2rem] p-8">
                {Picture && <Picture />}
              </div>
              <div class="min-h-36">
                <h2 class="text-2xl font-semibold tracking-tight text-balance">{slide.title}</h2>
                <p class="mt-3 text-lg text-muted text-balance">{slide.text}</p>
              </div>
            </li>
          )
        })}
      </ul>
      <div class="grid gap-5 px-6 pb-[max(1.5rem,env(safe-area-inset-bottom))]">
        <div class="flex justify-center gap-2" role="img" aria-label={t.slide(at + 1, last + 1)}>
          {t.slides.map((slide, page) => (
            <span
              key={slide.title}
              class={`h-2 rounded-full transition-colors ${page === at ? 'w-6 bg-brand' : 'w-2 bg-field/50'}`}
            />
          ))}
        </div>
        <button type="button" class="btn min-h-14 text-lg" onClick={() => (at < last ? show(at + 1) : leave())}>
          {at < last ? t.next : t.begin}
        </button>
      </div>
    </main>
  )
}
