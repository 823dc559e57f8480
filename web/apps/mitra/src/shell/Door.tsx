import type { ComponentChildren } from 'preact'
import { words } from '../words'
import { Mark } from './Mark'

/** Where one stands before one is in. */
export const Door = ({ children }: { children: ComponentChildren }) => (
  <main
    id="content"
    class="tone-pink mx-auto flex min-h-dvh w-full max-w-md flex-col pb-[max(2rem,env(safe-area-inset-bottom))] sm:pt-12"
  >
    <div class="doodles flex items-center gap-4 overflow-hidden rounded-b-[2rem] px-6 pt-[max(2rem,env(safe-area-inset-top))] pb-8 sm:rounded-[2rem]">
      <Mark class="size-14" />
      <div>
        <p class="text-xl leading-tight font-semibold">{words.t.shell.app}</p>
        <p class="mt-0.5">{words.t.auth.tagline}</p>
      </div>
    </div>
    <div class="px-6 pt-9">{children}</div>
  </main>
)
