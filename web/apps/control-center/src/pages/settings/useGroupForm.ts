import { ApiError } from '@curhat/api'
import { codeSentence, errorSentence, toast } from '@curhat/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { count } from '../../lists/count'
import { words } from '../../words'
import type { FieldSpec, Group, Values } from './groups'
import { save } from './useConfig'

/** What is typed: numbers as text, until they are sent. */
type Draft = Record<string, boolean | string>

const shown = (server: Values): Draft =>
  Object.fromEntries(
    Object.entries(server).map(([name, value]) => [name, typeof value === 'boolean' ? value : String(value)]),
  )

function problem(spec: FieldSpec, value: boolean | string | undefined): string | undefined {
  if (spec.kind !== 'number') return
  const number = Number(value)
  if (/^\d+$/.test(String(value).trim()) && number >= spec.min && number <= spec.max) return
  return words.t.settings.between(count(spec.min), count(spec.max))
}

/** One group as a form: only what differs from the server's values is kept and sent. */
export function useGroupForm(group: Group, server: Values, onDirty: (key: string, dirty: boolean) => void) {
  const [draft, setDraft] = useState<Draft>({})
  const [errors, setErrors] = useState<Record<string, string | undefined>>({})
  const [busy, setBusy] = useState(false)
  const sending = useRef(false)
  const base = shown(server)
  const changed = group.fields.filter(({ name }) => draft[name] !== undefined && draft[name] !== base[name])
  const dirty = changed.length > 0
  useEffect(() => onDirty(group.key, dirty), [group.key, dirty, onDirty])
  useEffect(() => () => onDirty(group.key, false), [group.key, onDirty])

  function explain(error: unknown) {
    if (!(error instanceof ApiError)) throw error
    const found: Record<string, string> = {}
    for (const { pointer, detail } of error.problem.errors ?? []) {
      const spec = group.fields.find(({ name }) => pointer === `/${name}`)
      if (spec)
        found[spec.name] = problem(spec, draft[spec.name] ?? base[spec.name]) ?? codeSentence(error.code, detail)
    }
    return Object.keys(found).length ? found : { form: errorSentence(error) }
  }

  function complain(found: Record<string, string | undefined>, form: HTMLFormElement) {
    setErrors(found)
    const first = group.fields.find(({ name }) => found[name])
    if (first) form.querySelector<HTMLElement>(`[name="${first.name}"]`)?.focus()
  }

  async function onSubmit(event: Event) {
    event.preventDefault()
    if (sending.current || !dirty) return
    const form = event.currentTarget as HTMLFormElement
    const found = Object.fromEntries(changed.map((spec) => [spec.name, problem(spec, draft[spec.name])]))
    complain(found, form)
    if (Object.values(found).some(Boolean)) return
    sending.current = true
    setBusy(true)
    const change = Object.fromEntries(
      changed.map(({ name, kind }) => [
        name,
        kind === 'number' ? Number(draft[name]) : (draft[name] as string | boolean),
      ]),
    )
    try {
      await save(group, change)
      // What was typed while it was on its way stays.
      setDraft((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== draft[name])))
      toast(words.t.settings.saved)
    } catch (error) {
      complain(explain(error), form)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  return {
    value: (name: string) => draft[name] ?? base[name],
    change(name: string, value: boolean | string) {
      setDraft((before) => ({ ...before, [name]: value }))
      setErrors((before) => ({ ...before, [name]: undefined, form: undefined }))
    },
    undo() {
      setDraft({})
      setErrors({})
    },
    dirty,
    busy,
    errors,
    onSubmit,
  }
}
