import { useId } from 'preact/hooks'
import { words } from '../words'

const STARS = [1, 2, 3, 4, 5]

/** One to five, or nothing. */
export function Stars({ value, onChange }: { value: number; onChange: (stars: number) => void }) {
  const t = words.t.chat
  const group = useId()
  return (
    <fieldset>
      <legend class="mb-1 font-medium">{t.rating}</legend>
      <div class="-mx-1 flex">
        {STARS.map((n) => (
          <label
            key={n}
            class="grid size-12 cursor-pointer place-items-center rounded-xl has-focus-visible:outline-2 has-focus-visible:outline-brand"
          >
            <input
              type="radio"
              name={group}
              value={n}
              checked={n === value}
              class="sr-only"
              onChange={() => onChange(n)}
            />
            <span class="sr-only">{t.stars(n)}</span>
            <svg
              aria-hidden="true"
              viewBox="0 0 24 24"
              class={`size-9 stroke-brand ${n <= value ? 'fill-brand' : 'fill-transparent'}`}
              stroke-width="1.5"
              stroke-linejoin="round"
            >
              <path d="M12 3l2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2l-5.6 3.1 1.2-6.3L3 9.6l6.3-.8L12 3Z" />
            </svg>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
