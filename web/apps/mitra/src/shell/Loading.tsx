import { useEffect, useState } from 'preact/hooks'
import { words } from '../words'

/** Nothing for a moment, so that what comes fast does not flicker. */
export function Loading() {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return slow ? (
    <p role="status" class="grid min-h-[60dvh] place-items-center text-muted">
      {words.t.shell.loading}
    </p>
  ) : null
}
