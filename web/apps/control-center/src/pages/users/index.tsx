import { unwrap } from '@curhat/api'
import { Button } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { useCursorList } from '../../lists/useCursorList'
import { DataTable } from '../../parts/DataTable'
import { Page } from '../../parts/Page'
import { api, can } from '../../session'
import { words } from '../../words'
import { CreateDialog } from './CreateDialog'
import { columns } from './columns'
import { EditDialog } from './EditDialog'
import { ResetDialog } from './ResetDialog'
import { Roles } from './Roles'
import type { User } from './types'

export default function Users() {
  const t = words.t.users
  const [creating, setCreating] = useState(false)
  const [editing, setEditing] = useState<User | null>(null)
  const [resetting, setResetting] = useState<User | null>(null)
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set())
  const list = useCursorList<User>(['users'], (cursor, signal) =>
    unwrap(api.GET('/internal/control-center-users', { params: { query: cursor ? { cursor } : {} }, signal })),
  )
  const create = can('control_center_users:create') && (
    <Button onClick={() => setCreating(true)}>{t.create.button}</Button>
  )
  return (
    <Page title={t.title} lead={t.lead} actions={create}>
      <DataTable
        name={t.list}
        columns={columns({
          mayChange: can('control_center_users:update'),
          saved,
          edit: setEditing,
          reset: setResetting,
        })}
        keyOf={(user) => user.id}
        list={list}
        empty={{ title: t.empty }}
      />
      <Roles />
      <CreateDialog open={creating} onClose={() => setCreating(false)} />
      <EditDialog user={editing} onClose={() => setEditing(null)} />
      <ResetDialog
        user={resetting}
        onClose={() => setResetting(null)}
        onSaved={(id) => setSaved((before) => new Set([...before, id]))}
      />
    </Page>
  )
}
