import { useEffect } from 'preact/hooks'
import { unreadTotal } from '../chat/open'
import { current } from '../requests/queue'

/** How much waits, before the page's title and on the app's icon: what one sees while looking at something else. */
export function useTitleBadge() {
  const count = unreadTotal.value + (current.value ? 1 : 0)
  useEffect(() => {
    const show = () => {
      const plain = document.title.replace(/^\(\d+\) /, '')
      const wanted = count ? `(${count}) ${plain}` : plain
      if (document.title !== wanted) document.title = wanted
    }
    show()
    // Pages name themselves when one goes to them.
    const titles = new MutationObserver(show)
    const element = document.querySelector('title')
    if (element) titles.observe(element, { childList: true })
    if (count) navigator.setAppBadge?.(count).catch(() => undefined)
    else navigator.clearAppBadge?.().catch(() => undefined)
    return () => titles.disconnect()
  }, [count])
}
