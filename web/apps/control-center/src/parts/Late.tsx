import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { words } from '../words'

/** What is shown while something loads: nothing for a moment, so that quick answers don't flicker. */
export function Late({ ms = 150, children }: { ms?: number; children: ComponentChildren }) {
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return (
    <div role="status" aria-label={words.t.shell.loading}>
      {due && children}
    </div>
  )
}
