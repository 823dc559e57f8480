import { goBack } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { useLocation } from 'wouter-preact'
import { words } from '../words'
import { Icon } from './icons'

/** A screen on the way in. `up`: where its way back leads when there is nothing behind it. */
export function Door({ up, children }: { up?: string; children: ComponentChildren }) {
  const [, go] = useLocation()
  return (
    <main
      id="content"
      class="mx-auto flex min-h-dvh w-full max-w-md flex-col px-6 pt-[max(1rem,env(safe-area-inset-top))] pb-[max(1.5rem,env(safe-area-inset-bottom))] sm:pt-16"
    >
      <div class="mb-6 h-11">
        {up && (
          <button
            type="button"
            aria-label={words.t.shell.back}
            class="-ml-3 grid size-11 place-items-center rounded-full hover:bg-line/60"
            onClick={() => goBack(() => go(up, { replace: true }))}
          >
            <Icon name="back" />
          </button>
        )}
      </div>
      {children}
    </main>
  )
}
