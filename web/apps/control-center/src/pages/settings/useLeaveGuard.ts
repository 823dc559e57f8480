import { confirm, useLatest } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { words } from '../../words'

const stay = async () => {
  const { title, text, yes, no } = words.t.settings.leave
  return !(await confirm({ title, text, yes, no, danger: true }))
}

/** The address a click leads to, when it is another page of this app and in this tab. */
function wanted(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target || link.origin !== location.origin || link.pathname === location.pathname) return null
  return link.pathname + link.search + link.hash
}

/** Asks before one leaves what is not saved: by a link, by going back, by closing the tab. */
export function useLeaveGuard(dirty: boolean) {
  const [, go] = useLocation()
  const guarded = useLatest(dirty)
  useEffect(() => {
    const here = location.href
    let leaving = false
    async function click(event: MouseEvent) {
      const to = guarded.current && wanted(event)
      if (!to) return
      event.preventDefault()
      event.stopPropagation()
      if (!(await stay())) go(to)
    }
    async function back(event: PopStateEvent) {
      if (leaving || !guarded.current || location.pathname === new URL(here).pathname) return
      // The address has changed already, and no page has heard of it yet: put it back, ask, and go on from there.
      event.stopImmediatePropagation()
      const to = location.pathname + location.search + location.hash
      history.pushState(null, '', here)
      if (await stay()) return
      leaving = true
      go(to)
    }
    const unload = (event: BeforeUnloadEvent) => {
      if (guarded.current) event.preventDefault()
    }
    document.addEventListener('click', click, true)
    addEventListener('popstate', back, true)
    addEventListener('beforeunload', unload)
    return () => {
      document.removeEventListener('click', click, true)
      removeEventListener('popstate', back, true)
      removeEventListener('beforeunload', unload)
    }
  }, [go, guarded])
}
