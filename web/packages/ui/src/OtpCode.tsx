import { ApiError } from '@curhat/api'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Button } from './Button'
import { CodeField } from './CodeField'
import { errorSentence } from './errors'
import { useNow } from './hooks'
import { type OtpAsked, type PendingOtp, pendingFrom, setPendingOtp } from './otp'
import { otpWords } from './otpWords'
import { showPhone } from './phone'
import { duration } from './time'

interface Props {
  /** From `pendingOtp`; without one there is nothing to enter, and `OtpPhone` is the place to be. */
  pending: PendingOtp
  /** Has another code sent. */
  ask: (phone: string) => Promise<OtpAsked>
  /** Signs in; throws what the server says when it refuses. */
  verify: (otp_request_id: string, code: string) => Promise<unknown>
  /** Back to the number. */
  onChange: () => void
  pageTitle: string
}

/** After these no further try with the same code can succeed. */
const SPENT = new Set(['OTP_EXPIRED', 'OTP_USED', 'OTP_NOT_FOUND', 'OTP_ATTEMPTS_EXCEEDED', 'WRONG_FLOW'])

interface Said {
  text: string
  more?: string
  bad: boolean
}

/** The second half of signing in by phone: the code, sent as soon as its sixth digit is there. */
export function OtpCode({ pending, ask, verify, onChange, pageTitle }: Props) {
  const t = otpWords()
  const said = useId()
  const field = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const [checking, setChecking] = useState(false)
  const [spent, setSpent] = useState(false)
  const [notice, setNotice] = useState<Said | null>(null)
  useNow(500)
  useEffect(() => {
    document.title = pageTitle
    field.current?.focus()
  }, [pageTitle])

  function complain(error: unknown) {
    const problem = error instanceof ApiError ? error.problem : undefined
    const tries = problem?.attempts_left
    setNotice({ text: errorSentence(error), bad: true, ...(tries ? { more: t.left(tries) } : {}) })
    return problem
  }

  async function send(digits: string) {
    if (checking || digits.length < 6) return
    setChecking(true)
    setNotice(null)
    try {
      await verify(pending.otp_request_id, digits)
      setPendingOtp(null)
    } catch (error) {
      const problem = complain(error)
      setSpent(SPENT.has(problem?.code ?? ''))
      // What never reached the server may well be right: it stays, to be sent again.
      if (problem?.status) setCode('')
      field.current?.focus()
    } finally {
      setChecking(false)
    }
  }

  function change(digits: string) {
    if (checking) return
    setCode(digits)
    if (digits && notice?.bad) setNotice(null)
    void send(digits)
  }

  async function resend() {
    if (pending.resend_at > Date.now()) return setNotice({ text: t.wait, bad: false })
    try {
      setPendingOtp(pendingFrom(pending.phone, await ask(pending.phone)))
      setNotice({ text: t.resent, bad: false })
      setSpent(false)
      setCode('')
      field.current?.focus()
    } catch (error) {
      const wait = complain(error)?.retry_after_seconds
      if (wait) setPendingOtp({ ...pending, resend_at: Date.now() + wait * 1000 })
    }
  }

  const left = pending.resend_at - Date.now()
  return (
    <form
      noValidate
      class="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        void send(code)
      }}
    >
      <div>
        <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight">
          {t.codeTitle}
        </h1>
        <p class="mt-2 text-muted">
          {t.sentTo} <strong class="font-semibold whitespace-nowrap text-fg">{showPhone(pending.phone)}</strong>.{' '}
          <button type="button" class="-my-3 min-h-11 font-medium text-brand underline" onClick={onChange}>
            {t.change}
          </button>
        </p>
      </div>
      <CodeField
        label={t.code}
        value={code}
        onChange={change}
        error={notice?.bad ?? false}
        describedBy={notice ? said : undefined}
        disabled={checking}
        field={field}
      />
      {notice && (
        <div
          id={said}
          class={`rounded-xl px-4 py-3 ${notice.bad ? 'bg-bad-soft text-bad' : 'bg-brand-soft text-brand'}`}
        >
          <p role={notice.bad ? 'alert' : 'status'}>{notice.text}</p>
          {notice.more && <p class="text-sm">{notice.more}</p>}
        </div>
      )}
      <div class="grid gap-3">
        <Button type="submit" busy={checking} disabled={code.length < 6} class="w-full">
          {checking ? t.verifying : t.verify}
        </Button>
        <Button look={spent ? 'main' : 'plain'} class="w-full" aria-disabled={left > 0 || undefined} onClick={resend}>
          {left > 0 ? t.resendIn(duration(left)) : t.resend}
        </Button>
      </div>
    </form>
  )
}
