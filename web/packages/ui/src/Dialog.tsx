import type { ComponentChildren } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import { useLatest } from './hooks'

interface Props {
  open: boolean
  onClose: () => void
  title: string
  /** At the lower edge, as on phones. */
  sheet?: boolean
  /** Neither a tap beside it nor Escape nor a swipe closes it: only its own buttons do. */
  locked?: boolean
  children: ComponentChildren
}

/** The one dialog, for modals and sheets. The browser keeps the focus inside and gives it back. */
export function Dialog(props: Props) {
  const element = useRef<HTMLDialogElement>(null)
  const title = useId()
  const live = useLatest(props)
  useEffect(() => {
    const dialog = element.current
    if (props.open && !dialog?.open) dialog?.showModal()
    else if (!props.open && dialog?.open) dialog.close()
  }, [props.open])
  useEffect(() => {
    const dialog = element.current
    // Chromium closes at the second Escape even where the first was refused: a locked one opens again.
    const closed = () => {
      if (!live.current.open || !dialog?.isConnected) return
      if (live.current.locked) dialog.showModal()
      else live.current.onClose()
    }
    dialog?.addEventListener('close', closed)
    return () => dialog?.removeEventListener('close', closed)
  }, [live])
  // A keyboard that opens leaves little room: what one writes in stays in sight.
  useEffect(() => {
    const view = globalThis.visualViewport
    const keepInSight = () => {
      const field = document.activeElement
      if (field?.matches('input, textarea') && element.current?.contains(field))
        field.scrollIntoView({ block: 'nearest' })
    }
    view?.addEventListener('resize', keepInSight)
    return () => view?.removeEventListener('resize', keepInSight)
  }, [])
  // One that is taken away while it is open would keep the focus: closed, it gives it back.
  useLayoutEffect(() => {
    const dialog = element.current
    return () => dialog?.close()
  }, [])
  const shape = props.sheet
    ? 'mx-auto mt-auto mb-0 max-h-[92dvh] w-full max-w-xl rounded-t-3xl pb-[max(1.5rem,env(safe-area-inset-bottom))]'
    : 'm-auto max-h-[92dvh] w-[min(30rem,92vw)] rounded-2xl'
  return (
    <dialog
      ref={element}
      closedby={props.locked ? 'none' : 'any'}
      aria-labelledby={title}
      onCancel={(event) => {
        if (props.locked) event.preventDefault()
      }}
      onKeyDown={(event) => {
        if (props.locked && event.key === 'Escape') event.preventDefault()
      }}
      class={`touch-pan-y overflow-y-auto overscroll-contain bg-card p-6 shadow-xl backdrop:bg-black/50 ${shape}`}
    >
      {props.open && (
        <>
          <h2 id={title} class="mb-3 text-lg font-semibold">
            {props.title}
          </h2>
          {props.children}
        </>
      )}
    </dialog>
  )
}
