import { words } from '../../words'
import { groups } from './groups'

/** Where each part of the page is; beside it where there is room. */
export function Sections({ dirty }: { dirty: ReadonlySet<string> }) {
  const t = words.t.settings
  const parts = [
    ...groups.map(({ key, path }) => ({ key: key as string, path, title: t.groups[key].title })),
    { key: 'price_tiers', path: 'price-tiers', title: t.tiers.title },
  ]
  return (
    <nav aria-label={t.sections} class="sticky top-8 hidden w-56 shrink-0 self-start xl:block">
      <ul class="grid gap-0.5">
        {parts.map(({ key, path, title }) => (
          <li key={key}>
            <a
              href={`#${path}`}
              class="flex min-h-11 items-center justify-between gap-2 rounded-xl px-3 text-muted hover:bg-card hover:text-fg"
            >
              {title}
              {dirty.has(key) && (
                <span class="size-2 rounded-full bg-warn">
                  <span class="sr-only">{t.dirty}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
