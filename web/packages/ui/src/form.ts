import { ApiError } from '@curhat/api'
import { useRef, useState } from 'preact/hooks'
import { codeSentence, errorSentence } from './errors'

export type FieldErrors<Name extends string> = Partial<Record<Name | 'form', string>>

interface Options<Name extends string> {
  fields: readonly Name[]
  /** Sentences for what is wrong, by field, before anything is sent. */
  check?: (values: Record<Name, string>) => FieldErrors<Name>
  send: (values: Record<Name, string>, form: HTMLFormElement) => Promise<unknown>
  /** To which field a refusal belongs, when its code says so. */
  place?: (error: ApiError) => Name | undefined
}

/** A form that is sent once at a time, keeps what was typed, and puts each complaint at its field. */
export function useForm<Name extends string>({ fields, check, send, place }: Options<Name>) {
  const [errors, setErrors] = useState<FieldErrors<Name>>({})
  const [busy, setBusy] = useState(false)
  const sending = useRef(false)

  function complain(found: FieldErrors<Name>, form: HTMLFormElement) {
    setErrors(found)
    const first = fields.find((name) => found[name])
    if (first) form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }

  function explain(error: unknown): FieldErrors<Name> {
    if (!(error instanceof ApiError)) throw error
    const found: Record<string, string> = {}
    for (const { pointer, detail } of error.problem.errors ?? []) {
      const name = pointer.split('/').pop() ?? ''
      found[(fields as readonly string[]).includes(name) ? name : 'form'] = codeSentence(error.code, detail)
    }
    const named = place?.(error)
    if (named) found[named] = errorSentence(error)
    if (!Object.keys(found).length) found.form = errorSentence(error)
    return found as FieldErrors<Name>
  }

  async function onSubmit(event: Event) {
    event.preventDefault()
    if (sending.current) return
    const form = event.currentTarget as HTMLFormElement
    const data = new FormData(form)
    const values = Object.fromEntries(fields.map((name) => [name, String(data.get(name) ?? '')])) as Record<
      Name,
      string
    >
    const found = check?.(values) ?? {}
    complain(found, form)
    if (Object.values(found).some(Boolean)) return
    sending.current = true
    setBusy(true)
    try {
      await send(values, form)
    } catch (error) {
      complain(explain(error), form)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  return { errors, setErrors, busy, onSubmit }
}
