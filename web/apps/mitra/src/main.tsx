import './style.css'
import './live/presence'
import { Confirmations, registerWorker, Toasts, watchDepth, watchTheme } from '@curhat/ui'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app'
import { chat } from './live/chat'
import { signedIn } from './session'
import { words } from './words'

watchTheme()
watchDepth()
effect(() => {
  if (signedIn.value) chat.start()
  else chat.stop()
})
registerWorker('/mitra/')

// Not needed for a first picture. The server is told anew where it reaches us: addresses change.
effect(() => {
  if (signedIn.value) import('./live/push').then(({ push }) => push.check()).catch(() => undefined)
})

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
