import { useEffect, useState } from 'preact/hooks'
import { chat } from '../live/chat'
import { words } from '../words'

function useNetwork() {
  const [is, set] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => set(navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return is
}

/** Says when the server has been out of reach for a while, and goes by itself. */
export function ConnectionBar() {
  const t = words.t.shell
  const network = useNetwork()
  return (
    <div role="status" class="fixed inset-x-0 top-0 z-40">
      {chat.offline.value && (
        <p class="bg-warn-soft px-4 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2 text-center text-sm font-medium text-warn shadow-sm">
          {network ? t.reconnecting : t.offline}
        </p>
      )}
    </div>
  )
}
