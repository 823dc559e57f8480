import type { ComponentChildren } from 'preact'
import { words } from '../words'
import { Mark } from './Mark'

/** Where one stands before one is in. */
export const Door = ({ children }: { children: ComponentChildren }) => (
  <main
    id="content"
    class="mx-auto flex min-h-dvh w-full max-w-md flex-col px-6 pt-[max(3rem,env(safe-area-inset-top))] pb-[max(2rem,env(safe-area-inset-bottom))]"
  >
    <div class="mb-10 flex items-center gap-3">
      <Mark class="size-12" />
      <div>
        <p class="text-lg leading-tight font-semibold">{words.t.shell.app}</p>
        <p class="text-sm text-muted">{words.t.auth.tagline}</p>
      </div>
    </div>
    {children}
  </main>
)
