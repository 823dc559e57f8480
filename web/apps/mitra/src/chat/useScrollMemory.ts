import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** How far from its end each conversation was left. */
const left = new Map<string, number>()

/** Coming back to a conversation one finds it where one left it, unless something unread waits to be shown. */
export function useScrollMemory(frame: RefObject<HTMLElement | null>, id: string, ready: boolean) {
  useLayoutEffect(() => {
    const box = frame.current?.querySelector('section[tabindex]')
    if (!ready || !box) return
    const before = left.get(id)
    if (before && !box.querySelector('[data-unread]')) box.scrollTop = box.scrollHeight - box.clientHeight - before
    const remember = () => left.set(id, box.scrollHeight - box.clientHeight - box.scrollTop)
    box.addEventListener('scroll', remember)
    return () => box.removeEventListener('scroll', remember)
  }, [frame, id, ready])
}
