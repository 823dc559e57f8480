import { Button, Dialog } from '@curhat/ui'
import { signal } from '@preact/signals'
import { words } from '../words'

const said = signal<{ text: string } | null>(null)
/** Something that has to be read before one goes on. */
export const tell = (notice: { text: string }) => {
  said.value = notice
}

/** Stands once on the chat's screen. */
export function Notice() {
  const close = () => {
    said.value = null
  }
  return (
    <Dialog open={said.value !== null} onClose={close} title={said.value?.text ?? ''}>
      <div class="mt-5 flex justify-end">
        <Button onClick={close}>{words.t.chat.understood}</Button>
      </div>
    </Dialog>
  )
}
