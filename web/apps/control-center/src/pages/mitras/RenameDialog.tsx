import { unwrap } from '@curhat/api'
import { Dialog, Field, nameProblem, toast, useForm } from '@curhat/ui'
import { optimistically } from '../../lists/patchRows'
import { FormFoot } from '../../parts/FormFoot'
import { api } from '../../session'
import { words } from '../../words'
import { LONGEST_NAME, type Mitra } from './types'

function RenameForm({ mitra, onClose }: { mitra: Mitra; onClose: () => void }) {
  const t = words.t.mitras
  const form = useForm<'display_name'>({
    fields: ['display_name'],
    check({ display_name }) {
      const problem = nameProblem(display_name, LONGEST_NAME)
      return problem ? { display_name: problem } : {}
    },
    async send(values) {
      const display_name = values.display_name.trim()
      await optimistically<Mitra>('mitras', mitra, { display_name }, () =>
        unwrap(api.PATCH('/internal/mitras/{id}', { params: { path: { id: mitra.id } }, body: { display_name } })),
      )
      onClose()
      toast(t.renamed(display_name))
    },
  })
  return (
    <form noValidate class="grid gap-4" onSubmit={form.onSubmit}>
      <Field
        label={t.register.name}
        hint={t.register.nameHint}
        name="display_name"
        autoComplete="off"
        defaultValue={mitra.display_name}
        error={form.errors.display_name}
      />
      <FormFoot error={form.errors.form} submit={t.save} cancel={t.cancel} busy={form.busy} onCancel={onClose} />
    </form>
  )
}

/** Gives a mitra the name that customers see. */
export const RenameDialog = ({ mitra, onClose }: { mitra: Mitra | null; onClose: () => void }) => (
  <Dialog open={mitra !== null} title={mitra ? words.t.mitras.renameOf(mitra.display_name) : ''} onClose={onClose}>
    {mitra && <RenameForm mitra={mitra} onClose={onClose} />}
  </Dialog>
)
