import { goBack } from '@curhat/ui'
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
  return {
    open,
    show: (sheet: Sheet) => go(`${here}?sheet=${sheet}`, { replace: open !== null }),
    close: () => goBack(() => go(here, { replace: true })),
  }
}
