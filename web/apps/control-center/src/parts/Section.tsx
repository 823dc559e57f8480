import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** A part of a page, in a card under its heading. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId()
  return (
    <section aria-labelledby={id} class="card min-w-0 p-4 sm:p-6 print:break-inside-avoid">
      <h2 id={id} class="mb-4 text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  )
}
