import { Icon, type IconName } from '../shell/icons'
import { words } from '../words'

const icons: IconName[] = ['mask', 'heart', 'tag']

/** What one may rely on here. */
export function Promises() {
  const t = words.t.home
  return (
    <section class="mt-8" aria-labelledby="promises">
      <h2 id="promises" class="mb-3 font-semibold">
        {t.promisesTitle}
      </h2>
      <ul class="grid gap-3 sm:grid-cols-3">
        {t.promises.map((each, at) => (
          <li key={each.title} class="card flex items-center gap-4 p-4 sm:flex-col sm:items-start sm:p-5">
            <span class="grid size-11 shrink-0 place-items-center rounded-2xl bg-brand-soft text-brand">
              <Icon name={icons[at] ?? 'heart'} />
            </span>
            <div>
              <p class="font-medium">{each.title}</p>
              <p class="text-sm text-muted">{each.text}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
