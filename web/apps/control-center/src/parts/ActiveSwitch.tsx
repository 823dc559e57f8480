import { confirm, errorSentence, Switch, toast } from '@curhat/ui'
import { useState } from 'preact/hooks'

interface Question {
  title: (name: string) => string
  text: (who: string) => string
  yes: string
  done: (name: string) => string
}

interface Props {
  name: string
  /** Tells two of the same name apart: a phone number, an address. */
  who: string
  label: string
  active: boolean
  words: { activate: Question; deactivate: Question; cancel: string }
  disabled?: boolean
  change: (active: boolean) => Promise<unknown>
}

/** Lets a person in or shuts them out: asks first, by name; says what came of it. */
export function ActiveSwitch({ name, who, label, active, words, disabled = false, change }: Props) {
  const [busy, setBusy] = useState(false)
  async function turn(to: boolean) {
    const t = to ? words.activate : words.deactivate
    if (!(await confirm({ title: t.title(name), text: t.text(who), yes: t.yes, no: words.cancel, danger: !to }))) return
    setBusy(true)
    try {
      await change(to)
      toast(t.done(name))
    } catch (error) {
      toast(errorSentence(error), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <span class="inline-block">
      <Switch label={label} hideLabel checked={active} disabled={disabled} busy={busy} onChange={turn} />
    </span>
  )
}
