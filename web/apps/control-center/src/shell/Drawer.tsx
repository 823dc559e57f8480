import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { Icon } from '../icons'
import { words } from '../words'
import { AccountLinks, Person, Preferences } from './Account'
import { Brand } from './Brand'
import { Navigation } from './Navigation'

/** The bar of small screens, and what it opens. */
export function Drawer() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [path] = useLocation()
  const t = words.t.shell
  const close = () => dialog.current?.close()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes when the page changes
  useEffect(close, [path])
  return (
    <header class="sticky top-0 z-20 flex items-center justify-between border-b border-line bg-card px-4 py-2 pt-[max(0.5rem,env(safe-area-inset-top))] lg:hidden print:hidden">
      <Brand />
      <button
        type="button"
        class="btn-plain size-11 px-0"
        aria-label={t.openMenu}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="menu" class="size-6" />
      </button>
      <dialog
        ref={dialog}
        closedby="any"
        aria-label={t.menu}
        class="mr-0 ml-auto h-dvh max-h-none w-[min(20rem,88vw)] overflow-y-auto overscroll-contain bg-card shadow-xl backdrop:bg-black/50"
      >
        <div class="flex min-h-full flex-col p-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
          <div class="mb-3 flex items-center justify-between">
            <Brand />
            <button type="button" class="btn-plain size-11 px-0" aria-label={t.closeMenu} onClick={close}>
              <Icon name="close" />
            </button>
          </div>
          <Navigation onGo={close} />
          <div class="mt-auto grid gap-3 border-t border-line pt-4">
            <Person />
            <Preferences />
            <AccountLinks onGo={close} />
          </div>
        </div>
      </dialog>
    </header>
  )
}
