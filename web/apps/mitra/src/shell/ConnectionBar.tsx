import { useEffect, useState } from 'preact/hooks'
import { chat } from '../live/chat'
import { words } from '../words'

const LATE_MS = 2000

/** Whether the device has a network; a short gap is nobody's business. */
function useNetwork() {
  const [is, set] = useState(true)
  useEffect(() => {
    let late: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(late)
      if (navigator.onLine) set(true)
      else late = setTimeout(() => set(false), LATE_MS)
    }
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      clearTimeout(late)
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return is
}

/** Says when the server has been out of reach for a while, and goes by itself. Without a network the socket learns of it late. */
export function ConnectionBar() {
  const t = words.t.shell
  const network = useNetwork()
  return (
    <div role="status" class="fixed inset-x-0 top-0 z-40">
      {(chat.offline.value || !network) && (
        <p class="bg-warn-soft px-4 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2 text-center text-sm font-medium text-warn shadow-sm">
          {network ? t.reconnecting : t.offline}
        </p>
      )}
    </div>
  )
}
