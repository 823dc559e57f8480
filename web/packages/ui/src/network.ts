import { useEffect, useState } from 'preact/hooks'

const LATE_MS = 2000

/** Whether the device has a network; a short gap is nobody's business. A socket learns of it much later. */
export function useNetwork() {
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
