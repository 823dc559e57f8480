import { useEffect, useRef, useState } from 'preact/hooks'

/** The newest value, for handlers that outlive a render. */
export function useLatest<T>(value: T) {
  const latest = useRef(value)
  latest.current = value
  return latest
}

/** Renders again each `ms` while the page is seen, and at once when it is seen again: for countdowns and "3 minutes ago". */
export function useNow(ms = 1000) {
  const [, again] = useState(0)
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') again((n) => n + 1)
    }
    const timer = setInterval(tick, ms)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [ms])
}
