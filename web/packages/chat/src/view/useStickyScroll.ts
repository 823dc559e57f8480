import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** That near the end counts as at the end. */
const NEAR_PX = 80
/** That near the beginning, older ones are read. */
const OLDER_PX = 400

interface Given {
  /** Key of the first row; another one at the top means that older ones were put above. */
  first: string | undefined
  /** Key of the last own message; another one means that one has written. */
  own: string | undefined
  /** Grows with each message of the other side that comes in. */
  theirs: number
  ready: boolean
  onTop(): void
}

/**
 * A list read from its end: it stays there if it was there, keeps its place when older rows come above it, and counts what
 * comes below while one reads further up.
 */
export function useStickyScroll({ first, own, theirs, ready, onTop }: Given) {
  const scroller = useRef<HTMLElement>(null)
  const atEnd = useRef(true)
  const height = useRef(0)
  // As the box was when it was last looked at.
  const shape = useRef('')
  const [away, setAway] = useState(false)
  const [below, setBelow] = useState(0)

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
    atEnd.current = true
    setAway(false)
    setBelow(0)
  }, [])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (!box) return
    // What moved it was its own size or its content, not a finger: the end stays in view.
    const now = `${box.clientWidth} ${box.clientHeight} ${box.scrollHeight}`
    if (atEnd.current && shape.current && now !== shape.current) {
      shape.current = now
      box.scrollTop = box.scrollHeight
      return
    }
    shape.current = now
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
    setAway(!atEnd.current)
    if (atEnd.current) setBelow(0)
    if (box.scrollTop < OLDER_PX) onTop()
  }, [onTop])

  // Where one begins: at the first unread message, else at the end.
  useLayoutEffect(() => {
    const box = scroller.current
    if (!ready || !box) return
    const unread = box.querySelector<HTMLElement>('[data-unread]')
    if (unread) box.scrollTop = unread.offsetTop - box.offsetTop - box.clientHeight / 3
    else box.scrollTop = box.scrollHeight
    onScroll()
  }, [ready, onScroll])

  useLayoutEffect(() => {
    const box = scroller.current
    // Nothing was there to keep the place of.
    if (box && first !== undefined && height.current && !atEnd.current)
      box.scrollTop += box.scrollHeight - height.current
  }, [first])

  useLayoutEffect(() => {
    height.current = scroller.current?.scrollHeight ?? 0
  })

  const before = useRef({ own, theirs })
  useLayoutEffect(() => {
    const was = before.current
    before.current = { own, theirs }
    if (!ready) return
    if (own !== was.own || atEnd.current) toEnd()
    else if (theirs > was.theirs) setBelow((n) => n + theirs - was.theirs)
  }, [own, theirs, ready, toEnd])

  // A keyboard that opens, a banner that comes: the end stays in view.
  useEffect(() => {
    const box = scroller.current
    if (!box || !globalThis.ResizeObserver) return
    const watch = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight
    })
    watch.observe(box)
    if (box.firstElementChild) watch.observe(box.firstElementChild)
    return () => watch.disconnect()
  }, [])

  return { scroller, onScroll, away, below, toEnd }
}
