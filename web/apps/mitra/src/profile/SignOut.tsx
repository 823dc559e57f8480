import { Button, confirm, errorSentence, toast } from '@curhat/ui'
import { open } from '../chat/open'
import { signOut } from '../session'
import { words } from '../words'

/** Says what it leads to before it does it. */
export function SignOut() {
  const t = words.t.profile

  async function leave() {
    const waiting = open.value.length
    const text = waiting ? `${t.signOutOpen(waiting)} ${t.signOutText}` : t.signOutText
    if (!(await confirm({ title: t.signOutTitle, text, yes: t.signOut, no: t.cancel, danger: true }))) return
    try {
      await signOut()
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <Button look="quiet" class="w-full" onClick={leave}>
      {t.signOut}
    </Button>
  )
}
