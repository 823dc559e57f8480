import { signal } from '@preact/signals'
import { lang } from './i18n'

interface Toast {
  id: number
  text: string
  bad: boolean
}

const shown = signal<Toast[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let last = 0

function remove(id: number) {
  clearTimeout(timers.get(id))
  timers.delete(id)
  shown.value = shown.value.filter((toast) => toast.id !== id)
}

/** Someone points at them, or is in them with the keyboard. Asked when the time is up: events get lost under a dialog. */
const attended = () => !!document.querySelector('[data-toasts]:is(:hover, :focus-within)')

const arm = (toast: Toast, ms = toast.bad ? 8000 : 4000) =>
  timers.set(
    toast.id,
    setTimeout(() => (attended() ? arm(toast, 1000) : remove(toast.id)), ms),
  )

/** Says something in passing. The same words are not said twice at a time. */
export function toast(text: string, kind: 'good' | 'bad' = 'good') {
  const next = { id: ++last, text, bad: kind === 'bad' }
  for (const same of shown.value.filter((each) => each.text === text)) remove(same.id)
  shown.value = [...shown.value, next]
  arm(next)
}

/** Stands once in each app, above all else; at the top where people write and decide at the bottom. */
export const Toasts = ({ top }: { top?: boolean }) => (
  <div
    role="status"
    aria-live="polite"
    data-toasts
    class={`pointer-events-none fixed inset-x-4 z-50 mx-auto grid max-w-sm gap-2 ${top ? 'top-[calc(4.5rem+env(safe-area-inset-top))]' : 'bottom-[max(1rem,env(safe-area-inset-bottom))]'}`}
  >
    {shown.value.map((toast) => (
      <div
        key={toast.id}
        class={`pointer-events-auto flex items-center gap-3 rounded-xl bg-toast py-1 pr-1 pl-4 text-white shadow-lg ring-1 ring-white/15 ${toast.bad ? 'border-l-4 border-red-400' : ''}`}
      >
        <span class="grow py-2">{toast.text}</span>
        <button type="button" class="grid size-11 place-items-center rounded-lg" onClick={() => remove(toast.id)}>
          <span aria-hidden="true">✕</span>
          <span class="sr-only">{lang.value === 'en' ? 'Close' : 'Tutup'}</span>
        </button>
      </div>
    ))}
  </div>
)
