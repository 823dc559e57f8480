/**
 * How many of the app's own screens lie behind this one. Kept with each entry of the browser's history, so that it is right
 * after a reload too; zero for whoever came by a link.
 */
let depth = 0
const known = () => (history.state as { depth?: number } | null)?.depth
const mark = () => history.replaceState({ ...(history.state as object | null), depth }, '')

/** Begins to count. Called once, before the router's first look at the address. */
export function watchDepth() {
  depth = known() ?? 0
  // The router announces what it does with the history by events of these names.
  addEventListener('pushState', () => {
    depth += 1
    mark()
  })
  addEventListener('replaceState', () => {
    if (known() === undefined) mark()
  })
  addEventListener('popstate', () => {
    depth = known() ?? 0
  })
}

/** One screen back where there is one; else, as after a link from elsewhere, up to the screen that would have been before. */
export function goBack(up: () => void) {
  if (depth > 0) history.back()
  else up()
}
