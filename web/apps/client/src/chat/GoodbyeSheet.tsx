import { type ChatSession, leftUntil } from '@curhat/chat'
import { Button, Dialog, duration, errorSentence, useNow } from '@curhat/ui'
import { useEffect, useId, useState } from 'preact/hooks'
import { drop, keep, kept } from '../storage'
import { words } from '../words'
import { sayGoodbye } from './act'
import { Stars } from './Stars'

const LONGEST = 1000

/** The last word, and how it was. Both may stay empty; neither is lost when the page is. */
export function GoodbyeSheet({ session, close }: { session: ChatSession; close: () => void }) {
  const t = words.t.chat
  const field = useId()
  const place = `goodbye-${session.id}`
  const [written] = useState(() => kept('session', place, { rating: 0, message: '' }))
  const [rating, setRating] = useState(written.rating)
  const [message, setMessage] = useState(written.message)
  useEffect(() => keep('session', place, { rating, message }), [place, rating, message])
  const [complaint, setComplaint] = useState('')
  useNow(1000)
  const name = session.counterpart?.display_name ?? ''

  async function send() {
    setComplaint('')
    const text = message.trim()
    try {
      await sayGoodbye(session.id, { ...(text ? { message: text } : {}), ...(rating ? { rating } : {}) })
      drop('session', place)
      close()
    } catch (error) {
      setComplaint(errorSentence(error))
    }
  }

  return (
    <Dialog open sheet locked title={t.goodbyeTitle(name)} onClose={close}>
      <p class="text-muted">
        {session.end_reason && t.closing[session.end_reason]} {t.goodbyeText(name)}
      </p>
      <p class="mt-1 text-sm text-muted tabular-nums">{t.graceLeft(duration(leftUntil(session.grace_ends_at)))}</p>
      <div class="mt-5 grid gap-5">
        <Stars value={rating} onChange={setRating} />
        <div>
          <label for={field} class="mb-1 block font-medium">
            {t.message} <span class="font-normal text-muted">({t.messageHint})</span>
          </label>
          <textarea
            id={field}
            rows={3}
            maxLength={LONGEST}
            class="inp py-2"
            value={message}
            onInput={(event) => setMessage(event.currentTarget.value)}
          />
        </div>
      </div>
      <div role="alert">{complaint && <p class="mt-4 rounded-xl bg-bad-soft px-4 py-3 text-bad">{complaint}</p>}</div>
      <div class="mt-5 grid gap-2">
        <Button class="min-h-14 text-lg" onClick={send}>
          {t.sayGoodbye}
        </Button>
        <Button look="plain" onClick={close}>
          {t.later}
        </Button>
      </div>
    </Dialog>
  )
}
