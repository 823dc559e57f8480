import { unwrap } from '@curhat/api'
import { codeSentence, Dialog, useForm } from '@curhat/ui'
import { queries } from '../../lists/queries'
import { FormFoot } from '../../parts/FormFoot'
import { NewPassword } from '../../parts/NewPassword'
import { passwordProblem } from '../../parts/password'
import { api } from '../../session'
import { words } from '../../words'
import type { User } from './types'

interface Props {
  user: User
  onClose: () => void
  onSaved: (id: string) => void
}

function ResetForm({ user, onClose, onSaved }: Props) {
  const t = words.t.users
  const form = useForm<'new_password'>({
    fields: ['new_password'],
    check({ new_password }) {
      const problem = passwordProblem(new_password)
      if (!new_password) return { new_password: t.required }
      return problem ? { new_password: codeSentence(problem, t.generator.rules) } : {}
    },
    async send({ new_password }) {
      const path = { id: user.id }
      await unwrap(
        api.PATCH('/internal/control-center-users/{id}/password', { params: { path }, body: { new_password } }),
      )
      onSaved(user.id)
      onClose()
      await queries.invalidateQueries({ queryKey: ['users'] })
    },
    place: ({ code }) => (code.startsWith('PASSWORD_') ? 'new_password' : undefined),
  })
  return (
    <form noValidate class="grid gap-4" onSubmit={form.onSubmit}>
      <p class="text-muted">{t.resetText(user.name)}</p>
      <NewPassword label={t.newPassword} name="new_password" error={form.errors.new_password} />
      <FormFoot error={form.errors.form} submit={t.save} cancel={t.cancel} busy={form.busy} onCancel={onClose} />
    </form>
  )
}

/** Gives a member of staff a new password. */
export const ResetDialog = ({ user, ...rest }: Omit<Props, 'user'> & { user: User | null }) => (
  <Dialog open={user !== null} title={user ? words.t.users.resetTitle(user.name) : ''} onClose={rest.onClose}>
    {user && <ResetForm user={user} {...rest} />}
  </Dialog>
)
