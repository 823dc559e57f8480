import type { ChatSession } from '@curhat/chat'
import { Button, Dialog, errorSentence, toast } from '@curhat/ui'
import { useEffect, useId, useState } from 'preact/hooks'
import { drop, keep, kept } from '../storage'
import { words } from '../words'
import { sayGoodbye } from './act'

const LONGEST = 1000

/** It may stay empty. What is written is not lost when the sheet or the page is. */
function GoodbyeForm({ session, done }: { session: ChatSession; done: () => void }) {
  const t = words.t.chat
  const field = useId()
  const place = `goodbye-${session.id}`
  const [text, setText] = useState(() => kept('session', place, ''))
  useEffect(() => keep('session', place, text), [place, text])

  async function send() {
    try {
      await sayGoodbye(session.id, text.trim())
      drop('session', place)
      done()
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <div class="grid gap-5">
      <div>
        <label for={field} class="mb-1 block font-medium">
          {t.goodbyeMessage}
        </label>
        <textarea
          id={field}
          rows={3}
          maxLength={LONGEST}
          class="inp py-2"
          aria-describedby={`${field}-hint`}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p id={`${field}-hint`} class="mt-1 text-sm text-muted">
          {t.goodbyeHint(session.counterpart?.display_name ?? '')}
        </p>
      </div>
      <div class="flex justify-end gap-3">
        <Button look="quiet" onClick={done}>
          {t.cancel}
        </Button>
        <Button onClick={send}>{t.goodbyeSend}</Button>
      </div>
    </div>
  )
}

/** The paid time is over; a few minutes are left for a last word. */
export function GoodbyeCard({ session }: { session: ChatSession }) {
  const t = words.t.chat
  const [asking, setAsking] = useState(false)
  const name = session.counterpart?.display_name ?? ''
  const { customer, mitra } = session.goodbye
  return (
    <section aria-labelledby="goodbye" class="border-t border-line bg-card">
      <div class="mx-auto flex max-w-3xl flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 py-3 sm:px-6">
        <div class="min-w-48 grow basis-0">
          <h2 id="goodbye" class="font-semibold">
            {t.goodbyeTitle}
          </h2>
          <p class="text-sm text-muted">
            {session.end_reason && t.goodbyeReason[session.end_reason]} {!mitra && t.goodbyeText}
          </p>
          <p role="status" class="text-sm font-medium empty:hidden">
            {customer && t.goodbyeFrom(name)} {mitra && t.goodbyeSaid}
          </p>
        </div>
        {!mitra && <Button onClick={() => setAsking(true)}>{t.goodbyeSend}</Button>}
      </div>
      <Dialog open={asking && !mitra} sheet title={t.goodbyeSend} onClose={() => setAsking(false)}>
        <GoodbyeForm session={session} done={() => setAsking(false)} />
      </Dialog>
    </section>
  )
}
