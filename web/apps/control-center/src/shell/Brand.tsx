import { words } from '../words'

/** Name and sign of the house. */
export const Brand = () => (
  <div class="flex items-center gap-3">
    <span aria-hidden="true" class="grid size-9 shrink-0 place-items-center rounded-xl bg-brand text-on-brand">
      <svg aria-hidden="true" viewBox="0 0 24 24" class="size-5" fill="currentColor">
        <path d="M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z" />
      </svg>
    </span>
    <span class="grid leading-tight">
      <span class="font-semibold tracking-tight">{words.t.shell.app}</span>
      <span class="text-sm text-muted">{words.t.shell.center}</span>
    </span>
  </div>
)
