import { Button, confirm, errorSentence, toast } from '@curhat/ui'
import { chat } from '../live/chat'
import { isGuest, signOut } from '../session'
import { words } from '../words'

/** Says what it leads to before it does it. */
export function SignOut() {
  const t = words.t.profile

  async function leave() {
    const running = chat.sessions.open.value.length > 0
    const text = [...(running ? [t.signOutOpen] : []), isGuest.value ? t.signOutGuest : t.signOutText].join(' ')
    if (!(await confirm({ title: t.signOutTitle, text, yes: t.signOut, no: t.cancel, danger: true }))) return
    try {
      await signOut()
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <Button look="quiet" onClick={leave}>
      {t.signOut}
    </Button>
  )
}
