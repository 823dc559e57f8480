import { Button } from '@curhat/ui'

interface Props {
  error?: string | undefined
  submit: string
  cancel: string
  busy: boolean
  onCancel: () => void
}

/** The foot of a form in a dialog: what is wrong with the whole, the way out, and the way on. */
export const FormFoot = ({ error, submit, cancel, busy, onCancel }: Props) => (
  <>
    {error && (
      <p role="alert" class="rounded-xl bg-bad-soft px-3 py-2 text-bad">
        {error}
      </p>
    )}
    <div class="mt-2 flex flex-wrap justify-end gap-3">
      <Button look="quiet" onClick={onCancel}>
        {cancel}
      </Button>
      <Button type="submit" busy={busy}>
        {submit}
      </Button>
    </div>
  </>
)
