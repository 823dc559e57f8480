import { ApiError } from '@curhat/api'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from './Button'
import { errorSentence } from './errors'
import { useNow } from './hooks'
import { lang } from './i18n'

/** The shape of what is coming. */
export const Skeleton = ({ class: more = '' }: { class?: string }) => (
  <div aria-hidden="true" class={`animate-pulse rounded-lg bg-line ${more}`} />
)

/** Nothing here: why, and what next. */
export const Empty = ({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) => (
  <div class="grid justify-items-center gap-2 px-6 py-12 text-center">
    <p class="font-medium">{title}</p>
    {text && <p class="max-w-prose text-muted">{text}</p>}
    {children}
  </div>
)

const words = {
  id: {
    again: 'Coba lagi',
    wait: (s: number) => `Coba lagi dalam ${s} detik`,
    id: 'Nomor permintaan',
    copy: 'Salin',
    copied: 'Tersalin',
  },
  en: {
    again: 'Try again',
    wait: (s: number) => `Try again in ${s} seconds`,
    id: 'Request id',
    copy: 'Copy',
    copied: 'Copied',
  },
}

/** Something went wrong: a sentence, a way to try again, and the number under which the server's log has it. */
export function Failure({ error, again }: { error: unknown; again?: () => unknown }) {
  const t = words[lang.value]
  const [copied, setCopied] = useState(false)
  const [since] = useState(Date.now())
  useNow(1000)
  const problem = error instanceof ApiError ? error.problem : undefined
  const left = Math.ceil((problem?.retry_after_seconds ?? 0) - (Date.now() - since) / 1000)
  return (
    <div role="alert" class="grid justify-items-center gap-3 px-6 py-12 text-center">
      <p class="max-w-prose font-medium">{errorSentence(error)}</p>
      {again && (
        <Button look="quiet" disabled={left > 0} onClick={again}>
          {left > 0 ? t.wait(left) : t.again}
        </Button>
      )}
      {problem?.request_id && (
        <p class="text-sm text-muted">
          {t.id}: <code class="break-all">{problem.request_id}</code>{' '}
          {navigator.clipboard && (
            <button
              type="button"
              class="min-h-6 underline"
              onClick={() =>
                navigator.clipboard.writeText(problem.request_id ?? '').then(
                  () => setCopied(true),
                  () => undefined,
                )
              }
            >
              {copied ? t.copied : t.copy}
            </button>
          )}
        </p>
      )}
    </div>
  )
}
