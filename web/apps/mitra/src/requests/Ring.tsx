import type { ChatRequest } from '@curhat/chat'
import { duration, serverNow, useNow } from '@curhat/ui'

const RADIUS = 30
const AROUND = 2 * Math.PI * RADIUS

interface Props {
  request: ChatRequest
  /** How many seconds are left, in words. */
  label: (seconds: number) => string
}

/** What is left of the time to answer. */
export function Ring({ request, label }: Props) {
  useNow(250)
  const end = Date.parse(request.expires_at)
  const whole = Math.max(1, end - Date.parse(request.requested_at))
  const left = Math.min(whole, Math.max(0, end - serverNow()))
  const seconds = Math.ceil(left / 1000)
  return (
    <div role="timer" aria-label={label(seconds)} class="relative grid size-18 shrink-0 place-items-center">
      <svg aria-hidden="true" viewBox="0 0 72 72" class="absolute inset-0 -rotate-90">
        <circle cx="36" cy="36" r={RADIUS} fill="none" stroke-width="6" class="stroke-line" />
        <circle
          cx="36"
          cy="36"
          r={RADIUS}
          fill="none"
          stroke-width="6"
          stroke-linecap="round"
          stroke-dasharray={AROUND}
          stroke-dashoffset={AROUND * (1 - left / whole)}
          class={seconds <= 10 ? 'stroke-bad' : 'stroke-brand'}
        />
      </svg>
      <span aria-hidden="true" class={`font-semibold tabular-nums ${left >= 600_000 ? 'text-sm' : 'text-lg'}`}>
        {seconds > 99 ? duration(left) : seconds}
      </span>
    </div>
  )
}
