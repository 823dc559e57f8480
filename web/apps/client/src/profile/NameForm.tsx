import { Button, Field, nameProblem, toast, useForm } from '@curhat/ui'
import { rename } from '../session'
import { words } from '../words'

const LONGEST = 40

/** The name that a bestie sees. */
export function NameForm({ name }: { name: string }) {
  const t = words.t.profile
  const form = useForm<'display_name'>({
    fields: ['display_name'],
    check: ({ display_name }) => {
      const problem = nameProblem(display_name, LONGEST)
      return problem ? { display_name: problem } : {}
    },
    async send({ display_name }) {
      await rename(display_name.trim())
      toast(t.saved)
    },
  })
  return (
    <form noValidate class="grid gap-3" onSubmit={form.onSubmit}>
      <Field
        label={t.name}
        hint={t.nameHint}
        name="display_name"
        autoComplete="nickname"
        defaultValue={name}
        error={form.errors.display_name ?? form.errors.form}
      />
      <Button type="submit" look="quiet" class="justify-self-start" busy={form.busy}>
        {t.save}
      </Button>
    </form>
  )
}
