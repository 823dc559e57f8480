import { Permissions, roleName } from '../../parts/Permissions'
import { words } from '../../words'
import { useRoles } from './useRoles'

/** What each role allows. */
export function Roles() {
  const t = words.t.users
  const { data: roles } = useRoles()
  if (!roles) return null
  return (
    <section aria-labelledby="roles" class="mt-10">
      <h2 id="roles" class="text-lg font-semibold">
        {t.rolesTitle}
      </h2>
      <p class="mt-1 text-muted">{t.rolesText}</p>
      <div class="mt-4 grid gap-4 md:grid-cols-3">
        {roles.map((role) => (
          <article key={role.id} class="card p-5">
            <h3 class="font-semibold">{roleName(role.name)}</h3>
            <p class="mt-1 mb-4 text-sm text-muted">{t.roleText[role.name]}</p>
            <Permissions list={role.permissions} />
          </article>
        ))}
      </div>
    </section>
  )
}
