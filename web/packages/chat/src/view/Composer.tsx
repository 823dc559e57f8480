import { useEffect, useId, useRef } from 'preact/hooks'
import type { Thread } from '../store/thread'
import { chatWords } from './words'

const LONGEST = 4000
const COUNT_FROM = 3600

/** A finger, not a mouse: there Enter makes a new line, and the button sends. */
const touch = () => globalThis.matchMedia?.('(pointer: coarse)').matches ?? false

/** Where one writes. What was written stays until it is sent, also over a reload. */
export function Composer({ thread }: { thread: Thread }) {
  const t = chatWords()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const text = thread.draft.value
  const long = [...text].length
  const ok = text.trim() !== '' && long <= LONGEST

  // Grows with the text where CSS alone can't make it.
  useEffect(() => {
    const area = field.current
    if (!area || CSS.supports?.('field-sizing', 'content')) return
    area.style.height = 'auto'
    area.style.height = text ? `${area.scrollHeight}px` : 'auto'
  }, [text])

  function send() {
    if (!ok) return
    const content = text.trim()
    thread.draft.value = ''
    thread.send(content)
    field.current?.focus()
  }

  return (
    <form
      class="border-t border-line bg-card pb-[env(safe-area-inset-bottom)]"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div class="mx-auto flex max-w-3xl items-end gap-2 px-3 py-2 sm:px-6">
        <label for={id} class="sr-only">
          {t.write}
        </label>
        <textarea
          ref={field}
          id={id}
          rows={1}
          placeholder={t.write}
          value={text}
          enterkeyhint={touch() ? 'enter' : 'send'}
          aria-describedby={long >= COUNT_FROM ? `${id}-left` : undefined}
          aria-invalid={long > LONGEST || undefined}
          class="field-sizing-content max-h-36 min-h-12 grow resize-none rounded-3xl border border-field bg-bg px-4 py-2.5 text-base aria-invalid:border-bad"
          onInput={(event) => {
            thread.draft.value = event.currentTarget.value
            thread.typing.tell(event.currentTarget.value !== '')
          }}
          onKeyDown={(event) => {
            // While a word is being composed Enter belongs to the keyboard; 229 is how Safari says so.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229 || touch()) return
            event.preventDefault()
            send()
          }}
        />
        <button
          type="submit"
          // On phones the keyboard stays: the field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          disabled={!ok}
          class="grid size-12 shrink-0 place-items-center rounded-full bg-brand text-on-brand transition-opacity disabled:opacity-40"
        >
          <svg viewBox="0 0 24 24" class="size-6" fill="currentColor" aria-hidden="true">
            <path d="M3.4 20.4 21 12 3.4 3.6 3.4 10l11 2-11 2z" />
          </svg>
          <span class="sr-only">{t.send}</span>
        </button>
      </div>
      {long >= COUNT_FROM && (
        <p
          id={`${id}-left`}
          class={`mx-auto max-w-3xl px-5 pb-2 text-right text-sm tabular-nums ${long > LONGEST ? 'text-bad' : 'text-muted'}`}
        >
          {t.left(LONGEST - long)}
        </p>
      )}
    </form>
  )
}
