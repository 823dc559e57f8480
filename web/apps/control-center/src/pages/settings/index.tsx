import { Failure, Skeleton } from '@curhat/ui'
import { useCallback, useState } from 'preact/hooks'
import { Late } from '../../parts/Late'
import { Page } from '../../parts/Page'
import { can } from '../../session'
import { words } from '../../words'
import { GroupCard } from './GroupCard'
import { type Config, groups, type Values } from './groups'
import { Sections } from './Sections'
import { Tiers } from './Tiers'
import { useConfig, useLastChanges } from './useConfig'
import { useLeaveGuard } from './useLeaveGuard'

function Groups({ config }: { config: Config }) {
  const lastChange = useLastChanges()
  const mayChange = can('config:update')
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set())
  const onDirty = useCallback(
    (key: string, is: boolean) =>
      setDirty((before) => {
        if (before.has(key) === is) return before
        const next = new Set(before)
        if (is) next.add(key)
        else next.delete(key)
        return next
      }),
    [],
  )
  useLeaveGuard(dirty.size > 0)
  return (
    <div class="flex gap-10">
      <Sections dirty={dirty} />
      <div class="grid min-w-0 max-w-3xl grow gap-6">
        {!mayChange && <p class="rounded-xl bg-warn-soft px-4 py-3 text-warn">{words.t.settings.readOnly}</p>}
        {groups.map((group) => (
          <GroupCard
            key={group.key}
            group={group}
            server={config[group.key] as unknown as Values}
            mayChange={mayChange}
            lastChange={lastChange(group.key)}
            onDirty={onDirty}
          />
        ))}
        <Tiers tiers={config.price_tiers} mayChange={mayChange} />
      </div>
    </div>
  )
}

export default function Settings() {
  const t = words.t.settings
  const { data, error, refetch } = useConfig()
  return (
    <Page title={t.title} lead={t.lead}>
      {data ? (
        <Groups config={data} />
      ) : error ? (
        <div class="card">
          <Failure error={error} again={refetch} />
        </div>
      ) : (
        <Late>
          <div class="grid max-w-3xl gap-6">
            {[0, 1, 2, 3].map((card) => (
              <Skeleton key={card} class="h-56" />
            ))}
          </div>
        </Late>
      )}
    </Page>
  )
}
