import type { FrameTypes } from '@curhat/api'
import { Button, duration, errorSentence, serverNow, toast, useNow } from '@curhat/ui'
import { useId, useState } from 'preact/hooks'
import { words } from '../words'
import { sayGoodbye } from './act'

type ChatSession = FrameTypes['schemas']['ChatSession']

/** The paid time is over; a few minutes are left for a last word. */
export function GoodbyeCard({ session }: { session: ChatSession }) {
  const t = words.t.chat
  const field = useId()
  const [text, setText] = useState('')
  useNow(1000)
  const name = session.counterpart?.display_name ?? ''
  const left = session.grace_ends_at ? Date.parse(session.grace_ends_at) - serverNow() : 0

  async function send() {
    try {
      await sayGoodbye(session.id, text.trim())
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <section aria-labelledby="goodbye" class="card max-h-[50dvh] overflow-y-auto p-4 shadow-md">
      <div class="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="goodbye" class="font-semibold">
          {t.goodbyeTitle}
        </h2>
        <span class="text-sm text-muted tabular-nums">{t.goodbyeLeft(duration(left))}</span>
      </div>
      <p class="mt-1 text-sm text-muted">
        {session.end_reason && t.goodbyeReason[session.end_reason]} {session.goodbye.mitra ? '' : t.goodbyeText}
      </p>
      {session.goodbye.customer && (
        <p role="status" class="mt-2 font-medium">
          {t.goodbyeFrom(name)}
        </p>
      )}
      {session.goodbye.mitra ? (
        <p role="status" class="mt-2 font-medium">
          {t.goodbyeSaid}
        </p>
      ) : (
        <div class="mt-3 grid gap-3">
          <div>
            <label for={field} class="mb-1 block text-sm font-medium">
              {t.goodbyeMessage}
            </label>
            <textarea
              id={field}
              rows={2}
              maxLength={1000}
              class="inp py-2"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </div>
          <Button onClick={send}>{t.goodbyeSend}</Button>
        </div>
      )}
    </section>
  )
}
