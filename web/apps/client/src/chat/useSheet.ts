import { goBack } from '@curhat/ui'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation, useSearch } from 'wouter-preact'

export type Sheet = 'extend' | 'goodbye'

/**
 * Which sheet is open above the conversation. It is part of the address, a step of its own in the browser's history: back
 * closes it and nothing else, and a reload finds it open.
 */
export function useSheet(id: string) {
  const [, go] = useLocation()
  const open = new URLSearchParams(useSearch()).get('sheet') as Sheet | null
  const here = `/chat/${id}`
  // One step back for each sheet: whoever answers and whoever sees the answer come may both close it.
  const leaving = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each sheet anew
  useEffect(() => {
    leaving.current = false
  }, [open])
  return {
    open,
    show: (sheet: Sheet) => go(`${here}?sheet=${sheet}`, { replace: open !== null }),
    close() {
      if (leaving.current || !new URLSearchParams(location.search).has('sheet')) return
      leaving.current = true
      goBack(() => go(here, { replace: true }))
    },
  }
}
