import { unwrap } from '@curhat/api'
import { codeSentence, Dialog, Field, nameProblem, toast, useForm } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { queries } from '../../lists/queries'
import { FormFoot } from '../../parts/FormFoot'
import { NewPassword } from '../../parts/NewPassword'
import { passwordProblem } from '../../parts/password'
import { api } from '../../session'
import { words } from '../../words'
import { RoleField } from './RoleField'

type Name = 'name' | 'email' | 'role_id' | 'password'

function check(values: Record<Name, string>) {
  const t = words.t.users
  const found: Partial<Record<Name, string>> = {}
  const named = nameProblem(values.name, 80)
  if (named) found.name = named
  for (const name of ['email', 'role_id', 'password'] as const) {
    if (!values[name].trim()) found[name] = t.required
  }
  if (!found.email && !/^\S+@[^\s.]\S*\.\S+$/.test(values.email.trim())) found.email = t.emailInvalid
  const problem = passwordProblem(values.password)
  if (!found.password && problem) found.password = codeSentence(problem, t.generator.rules)
  return found
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const t = words.t.users
  const [role, setRole] = useState('')
  const form = useForm<Name>({
    fields: ['name', 'email', 'role_id', 'password'],
    check,
    async send({ name, email, role_id, password }) {
      const body = { name: name.trim(), email: email.trim(), role_id, password }
      const user = await unwrap(api.POST('/internal/control-center-users', { body }))
      onClose()
      toast(t.create.done(user.name))
      await queries.invalidateQueries({ queryKey: ['users'] })
    },
    place({ code }) {
      if (code === 'EMAIL_TAKEN') return 'email'
      return code.startsWith('PASSWORD_') ? 'password' : undefined
    },
  })
  return (
    <form noValidate class="grid gap-4" onSubmit={form.onSubmit}>
      <Field label={t.name} name="name" autoComplete="off" required error={form.errors.name} />
      <Field
        label={t.email}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellcheck={false}
        maxLength={254}
        required
        error={form.errors.email}
      />
      <RoleField value={role} onChoose={setRole} error={form.errors.role_id} />
      <NewPassword label={t.password} name="password" error={form.errors.password} />
      <FormFoot
        error={form.errors.form}
        submit={t.create.submit}
        cancel={t.cancel}
        busy={form.busy}
        onCancel={onClose}
      />
    </form>
  )
}

/** Adds a member of staff, with a first password. */
export const CreateDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog open={open} title={words.t.users.create.title} onClose={onClose}>
    <CreateForm onClose={onClose} />
  </Dialog>
)
