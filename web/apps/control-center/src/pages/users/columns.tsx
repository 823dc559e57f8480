import { unwrap } from '@curhat/api'
import { Badge, Button, clock, dateTime, day } from '@curhat/ui'
import { optimistically } from '../../lists/patchRows'
import { ActiveSwitch } from '../../parts/ActiveSwitch'
import type { Column } from '../../parts/DataTable'
import { roleName } from '../../parts/Permissions'
import { api, me } from '../../session'
import { words } from '../../words'
import type { User } from './types'

interface Given {
  mayChange: boolean
  /** Whose password has just been reset. */
  saved: ReadonlySet<string>
  edit: (user: User) => void
  reset: (user: User) => void
}

const isMe = (user: User) => user.id === me.value?.id

function State({ user }: { user: User }) {
  const t = words.t.users
  if (!user.is_active) return <Badge>{t.inactive}</Badge>
  if (user.locked_until && Date.parse(user.locked_until) > Date.now()) {
    return (
      <span title={t.lockedUntil(clock(user.locked_until))}>
        <Badge tone="warn">{t.locked}</Badge>
      </span>
    )
  }
  return <Badge tone="good">{t.active}</Badge>
}

function Active({ user }: { user: User }) {
  const t = words.t.users
  const change = (is_active: boolean) =>
    optimistically<User>('users', user, { is_active }, () =>
      unwrap(
        api.PATCH('/internal/control-center-users/{id}', { params: { path: { id: user.id } }, body: { is_active } }),
      ),
    )
  return (
    <span title={isMe(user) ? t.notOneself : undefined}>
      <ActiveSwitch
        name={user.name}
        who={user.email}
        label={isMe(user) ? `${t.toggle(user.name)}. ${t.notOneself}` : t.toggle(user.name)}
        active={user.is_active}
        disabled={isMe(user)}
        words={t}
        change={change}
      />
    </span>
  )
}

function Actions({ user, saved, edit, reset }: { user: User } & Omit<Given, 'mayChange'>) {
  const t = words.t.users
  return (
    <span class="inline-grid justify-items-end md:justify-items-start">
      <span class="-mx-3 inline-flex flex-wrap justify-end md:flex-nowrap">
        <Button look="plain" aria-label={t.editOf(user.name)} onClick={() => edit(user)}>
          {t.edit}
        </Button>
        {/* One's own is changed on one's own page: a reset would sign one out. */}
        {!isMe(user) && (
          <Button look="plain" aria-label={t.resetOf(user.name)} onClick={() => reset(user)}>
            {t.reset}
          </Button>
        )}
      </span>
      <span role="status" class="text-sm font-medium text-good">
        {saved.has(user.id) && t.saved}
      </span>
    </span>
  )
}

/** What is seen of each member of staff. */
export function columns({ mayChange, ...given }: Given): Column<User>[] {
  const t = words.t.users
  const seen: Column<User>[] = [
    {
      id: 'name',
      label: t.columns.name,
      heading: true,
      cell: (user) => (
        <span class="inline-flex flex-wrap items-center gap-2 md:py-1">
          <span class="font-medium">{user.name}</span>
          {isMe(user) && <Badge tone="brand">{t.you}</Badge>}
        </span>
      ),
    },
    { id: 'email', label: t.columns.email, cell: (user) => user.email },
    { id: 'role', label: t.columns.role, cell: (user) => roleName(user.role.name) },
    { id: 'state', label: t.columns.state, corner: true, cell: (user) => <State user={user} /> },
    {
      id: 'created',
      label: t.columns.created,
      cell: (user) => (
        <time dateTime={user.created_at} title={dateTime(user.created_at)}>
          {day(user.created_at)}
        </time>
      ),
    },
  ]
  if (!mayChange) return seen
  return [
    ...seen,
    { id: 'active', label: t.columns.active, cell: (user) => <Active user={user} /> },
    { id: 'actions', label: t.columns.actions, cell: (user) => <Actions user={user} {...given} /> },
  ]
}
