import { unwrap } from '@curhat/api'
import { Dialog, Field, nameProblem, toast, useForm } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { queries } from '../../lists/queries'
import { FormFoot } from '../../parts/FormFoot'
import { api } from '../../session'
import { words } from '../../words'
import { RoleField } from './RoleField'
import type { User } from './types'

function EditForm({ user, onClose }: { user: User; onClose: () => void }) {
  const t = words.t.users
  const [role, setRole] = useState(user.role.id)
  const form = useForm<'name' | 'role_id'>({
    fields: ['name', 'role_id'],
    check({ name }) {
      const problem = nameProblem(name, 80)
      return problem ? { name: problem } : {}
    },
    async send(values) {
      const name = values.name.trim()
      const body = {
        ...(name === user.name ? {} : { name }),
        ...(values.role_id === user.role.id ? {} : { role_id: values.role_id }),
      }
      if (Object.keys(body).length) {
        const path = { id: user.id }
        await unwrap(api.PATCH('/internal/control-center-users/{id}', { params: { path }, body }))
        await queries.invalidateQueries({ queryKey: ['users'] })
        toast(t.saved)
      }
      onClose()
    },
  })
  return (
    <form noValidate class="grid gap-4" onSubmit={form.onSubmit}>
      <p class="text-muted">{user.email}</p>
      <Field label={t.name} name="name" autoComplete="off" defaultValue={user.name} error={form.errors.name} />
      <RoleField value={role} onChoose={setRole} error={form.errors.role_id} />
      <FormFoot error={form.errors.form} submit={t.save} cancel={t.cancel} busy={form.busy} onCancel={onClose} />
    </form>
  )
}

/** Changes name and role of a member of staff. */
export const EditDialog = ({ user, onClose }: { user: User | null; onClose: () => void }) => (
  <Dialog open={user !== null} title={user ? words.t.users.editTitle(user.name) : ''} onClose={onClose}>
    {user && <EditForm user={user} onClose={onClose} />}
  </Dialog>
)
