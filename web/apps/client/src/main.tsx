import './style.css'
import { Confirmations, Toasts } from '@curhat/ui'
import { render } from 'preact'

render(
  <>
    <main />
    <Toasts />
    <Confirmations />
  </>,
  document.getElementById('root') as HTMLElement,
)
