import { Facts } from '../../parts/Facts'
import { Page } from '../../parts/Page'
import { Permissions, roleName } from '../../parts/Permissions'
import { me } from '../../session'
import { words } from '../../words'
import { Devices } from './Devices'
import { PasswordForm } from './PasswordForm'

export default function Account() {
  const t = words.t.account
  const person = me.value
  if (!person) return null
  return (
    <Page title={t.title}>
      <div class="grid items-start gap-6 xl:grid-cols-2">
        <section aria-labelledby="profile" class="card grid gap-5 p-5 sm:p-6">
          <div>
            <h2 id="profile" class="text-lg font-semibold">
              {t.profile}
            </h2>
            <p class="mt-1 text-muted">{t.changed}</p>
          </div>
          <Facts
            items={[
              [t.name, person.name],
              [t.email, person.email],
              [t.role, roleName(person.role)],
            ]}
          />
          <div>
            <h3 class="mb-2 text-sm text-muted">{t.allowed}</h3>
            <Permissions list={person.permissions} />
          </div>
        </section>
        <div class="grid gap-6">
          <PasswordForm />
          <Devices />
        </div>
      </div>
    </Page>
  )
}
