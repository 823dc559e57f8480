import type { InternalTypes } from '@curhat/api'
import { dateTime, relative } from '@curhat/ui'
import { words } from '../../words'

/** Who changed something last, and when. */
export function LastChange({ entry }: { entry: InternalTypes['schemas']['AuditEntry'] | undefined }) {
  const t = words.t.settings
  if (!entry) return null
  return (
    <p class="text-sm text-muted">
      <time dateTime={entry.created_at} title={dateTime(entry.created_at)}>
        {t.changed(entry.actor.name ?? t.system, relative(entry.created_at))}
      </time>
    </p>
  )
}
