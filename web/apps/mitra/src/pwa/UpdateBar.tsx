import { takeOver, waitingApp } from '@curhat/ui'
import { useRoute } from 'wouter-preact'
import { words } from '../words'

/** Offers the new app; never in a chat. */
export function UpdateBar() {
  const t = words.t.shell
  const [inChat] = useRoute('/chat/:id')
  if (!waitingApp.value || inChat) return null
  return (
    <div
      role="status"
      class="fixed inset-x-4 bottom-[calc(5rem+env(safe-area-inset-bottom))] z-40 mx-auto flex max-w-sm items-center justify-between gap-3 rounded-2xl border border-line bg-raised py-2 pr-2 pl-4 shadow-lg md:bottom-4"
    >
      <span>{t.update}</span>
      <button type="button" class="btn" onClick={takeOver}>
        {t.reload}
      </button>
    </div>
  )
}
