import { SelectField } from '@curhat/ui'
import { roleName } from '../../parts/Permissions'
import { words } from '../../words'
import { useRoles } from './useRoles'

/** Chooses a role, and says in a sentence what it is for. */
export function RoleField({
  value,
  onChoose,
  error,
}: {
  value: string
  onChoose: (id: string) => void
  error?: string | undefined
}) {
  const t = words.t.users
  const { data: roles = [] } = useRoles()
  const chosen = roles.find((role) => role.id === value)
  return (
    <SelectField
      label={t.role}
      name="role_id"
      value={value}
      error={error}
      hint={chosen && t.roleText[chosen.name]}
      onChange={(event: Event) => onChoose((event.currentTarget as HTMLSelectElement).value)}
    >
      <option value="" disabled selected={!value}>
        {t.chooseRole}
      </option>
      {roles.map((role) => (
        <option key={role.id} value={role.id} selected={role.id === value}>
          {roleName(role.name)}
        </option>
      ))}
    </SelectField>
  )
}
