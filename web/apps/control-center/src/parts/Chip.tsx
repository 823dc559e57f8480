import { Icon } from '../icons'

/** A filter that was brought along from another page: what it is, and a way to take it off. */
export function Chip({ label, remove, onRemove }: { label: string; remove: string; onRemove: () => void }) {
  return (
    <span class="inline-flex min-h-11 items-center gap-1 rounded-xl bg-brand-soft pl-3 text-brand">
      <span class="max-w-60 truncate font-medium">{label}</span>
      <button
        type="button"
        aria-label={remove}
        title={remove}
        class="grid size-11 place-items-center rounded-xl hover:bg-line/60"
        onClick={onRemove}
      >
        <Icon name="close" class="size-4" />
      </button>
    </span>
  )
}
