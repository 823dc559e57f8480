import { duration, serverNow, useNow } from '@curhat/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { chatWords } from './words'

/** From here on it is in sight, and amber. */
const LAST_MS = 5 * 60_000
const TOLD_AT_MINUTES = [5, 1]

/** What is left until a deadline of the server, in ms; never counted, always reckoned anew. */
export const leftUntil = (deadline: string | null) => (deadline ? Math.max(0, Date.parse(deadline) - serverNow()) : 0)

/** Time left until the server's deadline. Screen readers hear it at five minutes and at one, not each second. */
export function Countdown({ until, always = true }: { until: string | null; always?: boolean }) {
  const t = chatWords()
  useNow(500)
  const left = leftUntil(until)
  const before = useRef(left)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const passed = TOLD_AT_MINUTES.find((minutes) => before.current > minutes * 60_000 && left <= minutes * 60_000)
    before.current = left
    if (passed) setSaid(t.minutesLeft(passed))
  })
  if (!until) return null
  const last = left <= LAST_MS
  return (
    <>
      {(last || always) && (
        <span
          role="timer"
          aria-label={t.timeLeft(left)}
          class={`rounded-full px-2.5 py-1 text-sm font-semibold tabular-nums ${last ? 'bg-warn-soft text-warn' : 'bg-brand-soft text-brand'}`}
        >
          {duration(left)}
        </span>
      )}
      <span role="status" class="sr-only">
        {said}
      </span>
    </>
  )
}
