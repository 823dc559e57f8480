import type { ComponentChildren } from 'preact'

/** Names and values, below each other on phones. */
export const Facts = ({ items }: { items: readonly (readonly [label: string, value: ComponentChildren])[] }) => (
  <dl class="grid grid-cols-[repeat(auto-fit,minmax(min(12rem,100%),1fr))] gap-x-8 gap-y-4">
    {items.map(([label, value]) => (
      <div key={label} class="min-w-0">
        <dt class="text-sm text-muted">{label}</dt>
        <dd class="mt-0.5 break-words">{value}</dd>
      </div>
    ))}
  </dl>
)
