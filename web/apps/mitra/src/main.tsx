import './style.css'
import './live/presence'
import { Confirmations, Toasts, watchDepth, watchTheme } from '@curhat/ui'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app'
import { chat } from './live/chat'
import { registerWorker } from './pwa/worker'
import { signedIn } from './session'
import { words } from './words'

watchTheme()
watchDepth()
effect(() => {
  if (signedIn.value) chat.start()
  else chat.stop()
})
registerWorker()

void words
  .ready()
  .catch(() => undefined)
  .then(() => {
    render(
      <>
        <App />
        <Toasts top />
        <Confirmations />
      </>,
      document.getElementById('root') as HTMLElement,
    )
  })
