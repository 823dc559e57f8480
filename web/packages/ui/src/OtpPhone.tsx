import { ApiError } from '@curhat/api'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from './Button'
import { Field } from './fields'
import { useForm } from './form'
import { useNow } from './hooks'
import { type OtpAsked, pendingFrom, pendingOtp, setPendingOtp } from './otp'
import { otpWords } from './otpWords'
import { focusHeading } from './page'
import { normalizePhone } from './phone'
import { duration } from './time'

interface Props {
  /** Has a code sent; throws what the server says when it refuses. */
  ask: (phone: string) => Promise<OtpAsked>
  /** A code is on its way, or was before: `OtpCode` is next. */
  onAsked: () => void
  title?: string
  intro?: string
  /** What `document.title` is while it is shown. */
  pageTitle: string
}

/** The first half of signing in by phone: the number. */
export function OtpPhone({ ask, onAsked, title, intro, pageTitle }: Props) {
  const t = otpWords()
  const [until, setUntil] = useState(0)
  const number = useRef(pendingOtp.value?.phone ?? '')
  useNow(500)
  const form = useForm<'phone'>({
    fields: ['phone'],
    check: ({ phone }) => (normalizePhone(phone) ? {} : { phone: t.phoneWrong }),
    async send(values) {
      const phone = normalizePhone(values.phone) as string
      number.current = values.phone
      try {
        setPendingOtp(pendingFrom(phone, await ask(phone)))
      } catch (error) {
        if (error instanceof ApiError) setUntil(Date.now() + (error.problem.retry_after_seconds ?? 0) * 1000)
        throw error
      }
      onAsked()
    },
    place: (error) => (error.code === 'PHONE_INVALID' ? 'phone' : undefined),
  })
  useEffect(() => focusHeading(pageTitle), [pageTitle])
  const left = until - Date.now()
  const waiting = (pendingOtp.value?.expires_at ?? 0) > Date.now()
  return (
    <form noValidate class="grid gap-6" onSubmit={form.onSubmit}>
      <div>
        <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight text-balance">
          {title ?? t.phoneTitle}
        </h1>
        <p class="mt-2 text-muted">{intro ?? t.phoneIntro}</p>
      </div>
      <Field
        label={t.phone}
        hint={t.phoneHint}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        enterKeyHint="send"
        defaultValue={number.current}
        error={form.errors.phone}
      />
      {form.errors.form && (
        <p role="alert" class="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {form.errors.form}
        </p>
      )}
      <div class="grid gap-3">
        <Button type="submit" busy={form.busy} disabled={left > 0} class="w-full">
          {left > 0 ? t.sendIn(duration(left)) : t.send}
        </Button>
        {waiting && (
          <Button look="plain" class="w-full" onClick={onAsked}>
            {t.haveCode}
          </Button>
        )}
      </div>
    </form>
  )
}
