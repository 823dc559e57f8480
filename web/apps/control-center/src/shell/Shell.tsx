import type { ComponentChildren } from 'preact'
import { words } from '../words'
import { Account } from './Account'
import { Brand } from './Brand'
import { Drawer } from './Drawer'
import { Navigation } from './Navigation'

/** What stands around every page: a sidebar; on small screens a bar with a drawer. */
export const Shell = ({ children }: { children: ComponentChildren }) => (
  <div class="flex min-h-full flex-col lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
    {/* biome-ignore lint/a11y/useValidAnchor: it is a link to a part of the page; the address stays */}
    <a
      href="#content"
      class="btn sr-only fixed top-3 left-3 z-50 focus:not-sr-only focus:fixed focus:px-4"
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('content')?.focus()
      }}
    >
      {words.t.shell.skip}
    </a>
    <Drawer />
    <aside class="sticky top-0 hidden h-dvh flex-col border-r border-line bg-card lg:flex print:hidden">
      <div class="px-5 pt-6 pb-4">
        <Brand />
      </div>
      <div class="grow overflow-y-auto px-3">
        <Navigation />
      </div>
      <Account />
    </aside>
    <main id="content" tabIndex={-1} class="min-w-0 grow outline-none">
      {children}
    </main>
  </div>
)
