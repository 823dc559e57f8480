import type { InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

type Props = Omit<InputHTMLAttributes, 'type' | 'class' | 'label'> & { label: string; hint?: string | undefined }

/** Yes or no within a form that is sent as a whole. */
export function CheckField({ label, hint, ...rest }: Props) {
  const id = useId()
  return (
    <div class="flex items-start gap-1">
      <span class="-ml-3 grid size-11 shrink-0 place-items-center">
        <input
          {...(rest as object)}
          id={id}
          type="checkbox"
          class="size-5 accent-brand"
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
      </span>
      <div class="py-2.5">
        <label for={id} class="block font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} class="mt-0.5 text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
