import { focusHeading } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { Icon } from '../icons'
import { words } from '../words'

interface Props {
  title: string
  /** Below the title: what this page is for, or a state. */
  lead?: ComponentChildren
  /** At the right of the title; below it on phones. */
  actions?: ComponentChildren
  /** The page above this one. */
  back?: { href: string; label: string }
  children: ComponentChildren
}

/** The frame of every page. Its heading has the focus after a navigation, and names the tab. */
export function Page({ title, lead, actions, back, children }: Props) {
  const { app } = words.t.shell
  // Once per page; a new title of the same page moves nobody's focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => focusHeading(`${title} – ${app}`), [])
  useEffect(() => {
    document.title = `${title} – ${app}`
  }, [title, app])
  return (
    <div class="mx-auto w-full max-w-[100rem] px-4 py-6 sm:px-6 lg:px-8 lg:py-8 print:p-0">
      {back && (
        <Link
          href={back.href}
          class="-ml-2 mb-1 inline-flex min-h-11 items-center gap-1 rounded-lg px-2 text-muted hover:text-fg print:hidden"
        >
          <Icon name="back" class="size-4" />
          {back.label}
        </Link>
      )}
      <header class="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div class="min-w-0">
          <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight text-balance break-words">
            {title}
          </h1>
          {lead && <div class="mt-1 text-muted">{lead}</div>}
        </div>
        {actions && <div class="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
