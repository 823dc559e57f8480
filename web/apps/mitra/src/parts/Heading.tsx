import { focusHeading } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { words } from '../words'

/** A screen's name; it has the focus when one comes, so that a screen reader says where one is. */
export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  useEffect(() => focusHeading(`${title} – ${words.t.shell.app}`), [title])
  return (
    <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight text-balance">
      {children ?? title}
    </h1>
  )
}
