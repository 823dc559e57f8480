import './style.css'
import './live/config'
import { Confirmations, registerWorker, Toasts, watchDepth, watchTheme } from '@curhat/ui'
import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app'
import { watchAlerts } from './live/alerts'
import { chat } from './live/chat'
import { me, signedIn } from './session'
import { words } from './words'

watchTheme()
watchDepth()
watchAlerts()
// Anew for another person: what is open belongs to one alone. News of the same one opens nothing that the server has ended.
const who = computed(() => signedIn.value && (me.value?.id ?? 'someone'))
effect(() => {
  if (who.value) chat.start()
  else chat.stop()
})
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
