import type { InternalTypes } from '@curhat/api'
import { Badge, Button } from '@curhat/ui'
import { words } from '../../words'
import { GroupField } from './GroupField'
import type { Group, Values } from './groups'
import { LastChange } from './LastChange'
import { useGroupForm } from './useGroupForm'

interface Props {
  group: Group
  server: Values
  mayChange: boolean
  lastChange: InternalTypes['schemas']['AuditEntry'] | undefined
  onDirty: (key: string, dirty: boolean) => void
}

/** One group of settings, saved by itself. */
export function GroupCard({ group, server, mayChange, lastChange, onDirty }: Props) {
  const t = words.t.settings
  const { title, text } = t.groups[group.key]
  const form = useGroupForm(group, server, onDirty)
  const heading = `${group.path}-title`
  return (
    <section id={group.path} aria-labelledby={heading} class="card scroll-mt-20 p-5 sm:p-6">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id={heading} class="text-lg font-semibold">
          {title}
        </h2>
        {form.dirty && <Badge tone="warn">{t.dirty}</Badge>}
      </div>
      <p class="mt-1 mb-4 text-muted">{text}</p>
      <form noValidate aria-labelledby={heading} class="grid gap-4" onSubmit={form.onSubmit}>
        <div class="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          {group.fields.map((spec) => (
            <div
              key={spec.name}
              class={
                spec.kind === 'number' ? '' : spec.kind === 'check' ? '-my-1 sm:col-span-2' : 'max-w-md sm:col-span-2'
              }
            >
              <GroupField
                group={group.key}
                spec={spec}
                value={form.value(spec.name)}
                error={form.errors[spec.name]}
                disabled={!mayChange}
                onChange={(value) => form.change(spec.name, value)}
              />
            </div>
          ))}
        </div>
        {form.errors.form && (
          <p role="alert" class="rounded-xl bg-bad-soft px-3 py-2 text-bad">
            {form.errors.form}
          </p>
        )}
        {(mayChange || lastChange) && (
          <div class="flex min-h-11 flex-wrap items-center justify-between gap-3">
            <LastChange entry={lastChange} />
            {mayChange && (
              <div class="ml-auto flex gap-2">
                {form.dirty && (
                  <Button look="quiet" onClick={form.undo}>
                    {t.undo}
                  </Button>
                )}
                <Button type="submit" look={form.dirty ? 'main' : 'quiet'} busy={form.busy} disabled={!form.dirty}>
                  {t.save}
                </Button>
              </div>
            )}
          </div>
        )}
      </form>
    </section>
  )
}
