import './style.css'
import './live/config'
import { Confirmations, registerWorker, Toasts, watchDepth, watchTheme } from '@curhat/ui'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app'
import { watchAlerts } from './live/alerts'
import { followSignIn } from './live/chat'
import { signedIn } from './session'
import { words } from './words'

watchTheme()
watchDepth()
watchAlerts()
followSignIn()
registerWorker('/app/')

// Not needed for a first picture. The server is told anew where it reaches us: addresses change.
effect(() => {
  if (signedIn.value) import('./live/push').then(({ push }) => push.check()).catch(() => undefined)
})

void words
  .ready()
  .catch(() => undefined)
  .then(() => {
    const root = document.getElementById('root') as HTMLElement
    // The splash has done its duty.
    root.replaceChildren()
    render(
      <>
        <App />
        <Toasts top />
        <Confirmations />
      </>,
      root,
    )
  })
