import { useRef, useState } from 'preact/hooks'

const FAR = 110
const FAST = 0.6

interface Drag {
  id: number
  y: number
  at: number
}

/** Pulled down far or fast enough, a sheet goes; else it falls back into place. Buttons in it stay buttons. */
export function useSwipeAway(gone: () => void) {
  const drag = useRef<Drag | null>(null)
  const [offset, setOffset] = useState(0)
  const distance = (event: PointerEvent) => Math.max(0, event.clientY - (drag.current?.y ?? event.clientY))

  function down(event: PointerEvent) {
    if ((event.target as Element).closest('button')) return
    drag.current = { id: event.pointerId, y: event.clientY, at: event.timeStamp }
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
  }

  function move(event: PointerEvent) {
    if (drag.current?.id === event.pointerId) setOffset(distance(event))
  }

  function up(event: PointerEvent) {
    if (drag.current?.id !== event.pointerId) return
    const far = distance(event)
    const speed = far / Math.max(1, event.timeStamp - drag.current.at)
    drag.current = null
    setOffset(0)
    if (far > FAR || (far > 40 && speed > FAST)) gone()
  }

  function cancel() {
    drag.current = null
    setOffset(0)
  }

  return { offset, handlers: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: cancel } }
}
