import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface Props extends Omit<ButtonHTMLAttributes, 'onClick' | 'class'> {
  look?: 'main' | 'quiet' | 'bad' | 'plain'
  class?: string
  busy?: boolean
  /** While its promise runs the button is busy and can't be pressed twice. */
  onClick?: (event: MouseEvent) => unknown
  children?: ComponentChildren
}

const looks = { main: 'btn', quiet: 'btn-quiet', bad: 'btn-bad', plain: 'btn-plain' }

export function Button({ look = 'main', class: more = '', busy, onClick, children, type = 'button', ...rest }: Props) {
  const [working, setWorking] = useState(false)
  const isBusy = busy || working
  async function press(event: MouseEvent) {
    if (isBusy) {
      event.preventDefault()
      return
    }
    const result = onClick?.(event)
    if (!(result instanceof Promise)) return
    setWorking(true)
    try {
      await result
    } finally {
      setWorking(false)
    }
  }
  return (
    <button
      {...rest}
      type={type as 'button'}
      class={`${looks[look]} ${more}`}
      aria-busy={isBusy || undefined}
      onClick={press}
    >
      {children}
    </button>
  )
}
