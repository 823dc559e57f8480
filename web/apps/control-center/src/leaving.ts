/** Asks whether one may go. Null: nothing would be lost. */
let ask: (() => Promise<boolean>) | null = null
let here = ''

const addressOf = ({ pathname, search, hash }: Location | HTMLAnchorElement) => pathname + search + hash
/** The router hears of it. */
const go = (to: string) => history.pushState(null, '', to)

/** For whoever leads away by another way than an address: by signing out. */
export const mayLeave = async () => !ask || ask()

async function leave(to: string) {
  if (!ask || !(await ask())) return
  ask = null
  go(to)
}

/** The address a click leads to, when it is another page of this app and in this tab. */
function wanted(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target || link.origin !== location.origin || link.pathname === location.pathname) return null
  return addressOf(link)
}

function click(event: MouseEvent) {
  const to = wanted(event)
  if (!to) return
  event.preventDefault()
  event.stopPropagation()
  void leave(to)
}

const unload = (event: BeforeUnloadEvent) => event.preventDefault()

// A window's listeners are called in the order in which they came: this one has to be there before the router's, so it is
// added when the app is loaded. The address has changed already: put it back, ask, and go on from there.
addEventListener('popstate', (event) => {
  if (!ask || location.pathname === new URL(here).pathname) return
  event.stopImmediatePropagation()
  const to = addressOf(location)
  go(here)
  void leave(to)
})

/** While something is not saved: asks before one leaves by a link, by going back, by closing the tab. Gives back the way to stop. */
export function guardLeaving(question: () => Promise<boolean>): () => void {
  ask = question
  here = location.href
  document.addEventListener('click', click, true)
  addEventListener('beforeunload', unload)
  return () => {
    ask = null
    document.removeEventListener('click', click, true)
    removeEventListener('beforeunload', unload)
  }
}
