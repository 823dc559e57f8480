import { useEffect } from 'preact/hooks'

/** Keeps the screen on while it is wanted and the page is seen. Where it can't be had nothing is lost. */
export function useWakeLock(wanted: boolean) {
  useEffect(() => {
    const locks = navigator.wakeLock
    if (!wanted || !locks) return
    let held: WakeLockSentinel | null = null
    let over = false
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const lock = await locks.request('screen').catch(() => null)
      if (over) await lock?.release()
      else held = lock
    }
    // The browser takes it away from a page that is not seen.
    document.addEventListener('visibilitychange', ask)
    void ask()
    return () => {
      over = true
      document.removeEventListener('visibilitychange', ask)
      held?.release().catch(() => undefined)
    }
  }, [wanted])
}
