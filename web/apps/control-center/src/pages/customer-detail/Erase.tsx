import { type InternalTypes, unwrap } from '@curhat/api'
import { Button, confirm, errorSentence, toast } from '@curhat/ui'
import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { api } from '../../session'
import { words } from '../../words'

type Customer = InternalTypes['schemas']['Customer']

/** For whoever asks to be forgotten. Asks first: nobody brings anything of it back. */
export function Erase({ customer: { id, display_name } }: { customer: Customer }) {
  const t = words.t.customers.erase
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  async function erase() {
    if (!(await confirm({ title: t.title(display_name), text: t.text, yes: t.yes, no: t.no, danger: true }))) return
    setBusy(true)
    try {
      await unwrap(api.POST('/internal/customers/{id}/erase', { params: { path: { id } } }))
      toast(t.done)
      // Lists and searches have the name too.
      await queries.invalidateQueries()
    } catch (error) {
      toast(errorSentence(error), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <p class="flex flex-wrap items-center gap-3">
      <Button look="bad" busy={busy} onClick={erase}>
        {t.button}
      </Button>
      <span class="text-sm text-muted">{t.lead}</span>
    </p>
  )
}
