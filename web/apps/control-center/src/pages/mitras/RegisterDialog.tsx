import { unwrap } from '@curhat/api'
import { Dialog, Field, nameProblem, toast, useForm } from '@curhat/ui'
import { queries } from '../../lists/queries'
import { CheckField } from '../../parts/CheckField'
import { FormFoot } from '../../parts/FormFoot'
import { api } from '../../session'
import { words } from '../../words'
import { internationalPhone, isPhone } from './phone'
import { LONGEST_NAME } from './types'

function RegisterForm({ onClose }: { onClose: () => void }) {
  const t = words.t.mitras
  const form = useForm<'phone' | 'display_name' | 'is_active'>({
    fields: ['phone', 'display_name', 'is_active'],
    check({ phone, display_name }) {
      const name = nameProblem(display_name, LONGEST_NAME)
      return {
        ...(isPhone(internationalPhone(phone)) ? {} : { phone: phone.trim() ? t.phoneInvalid : t.required }),
        ...(name ? { display_name: name } : {}),
      }
    },
    async send({ phone, display_name, is_active }) {
      const body = {
        phone: internationalPhone(phone),
        display_name: display_name.trim(),
        is_active: is_active === 'on',
      }
      const mitra = await unwrap(api.POST('/internal/mitras', { body }))
      onClose()
      toast(t.register.done(mitra.display_name))
      await queries.invalidateQueries({ queryKey: ['mitras'] })
    },
    place: ({ code }) => (code === 'PHONE_TAKEN' || code === 'PHONE_INVALID' ? 'phone' : undefined),
  })
  return (
    <form noValidate class="grid gap-4" onSubmit={form.onSubmit}>
      <Field
        label={t.register.phone}
        hint={t.register.phoneHint}
        name="phone"
        type="tel"
        autoComplete="off"
        error={form.errors.phone}
      />
      <Field
        label={t.register.name}
        hint={t.register.nameHint}
        name="display_name"
        autoComplete="off"
        error={form.errors.display_name}
      />
      <CheckField label={t.register.active} hint={t.register.activeHint} name="is_active" defaultChecked />
      <FormFoot
        error={form.errors.form}
        submit={t.register.submit}
        cancel={t.cancel}
        busy={form.busy}
        onCancel={onClose}
      />
    </form>
  )
}

/** Registers a mitra before they have ever signed in. */
export const RegisterDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog open={open} title={words.t.mitras.register.title} onClose={onClose}>
    <RegisterForm onClose={onClose} />
  </Dialog>
)
