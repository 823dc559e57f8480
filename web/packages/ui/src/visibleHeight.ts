import { useEffect, useRef } from 'preact/hooks'

/**
 * A screen as high as what can be seen of it. Where the keyboard lies over the page instead of making it smaller (Safari on
 * iOS), a field at the lower edge would be under it.
 */
export function useVisibleHeight<E extends HTMLElement>() {
  const screen = useRef<E>(null)
  useEffect(() => {
    const view = globalThis.visualViewport
    if (!view) return
    const fit = () => {
      const element = screen.current
      if (!element) return
      const covered = view.scale === 1 && view.height < document.documentElement.clientHeight - 1
      element.style.height = covered ? `${view.height}px` : ''
      // The browser has pushed the page up to show the field, which is in sight without that.
      if (covered) scrollTo(0, 0)
    }
    view.addEventListener('resize', fit)
    fit()
    return () => view.removeEventListener('resize', fit)
  }, [])
  return screen
}
