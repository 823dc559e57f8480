import type { ComponentChildren } from 'preact'

/** Names and values, below each other on phones. */
export const Facts = ({ items }: { items: readonly (readonly [label: string, value: ComponentChildren])[] }) => (
  <dl class="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
    {items.map(([label, value]) => (
      <div key={label} class="min-w-0">
        <dt class="text-sm text-muted">{label}</dt>
        <dd class="mt-0.5 break-words">{value}</dd>
      </div>
    ))}
  </dl>
)
