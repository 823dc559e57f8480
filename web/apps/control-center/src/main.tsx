import './style.css'
import './leaving'
import { Confirmations, Toasts, watchTheme } from '@curhat/ui'
import { QueryClientProvider } from '@tanstack/preact-query'
import { render } from 'preact'
import { App } from './app'
import { queries } from './lists/queries'
import { start } from './session'
import { words } from './words'

const root = document.getElementById('root') as HTMLElement

watchTheme()

void Promise.allSettled([words.ready(), start()]).then(() => {
  render(
    <QueryClientProvider client={queries}>
      <App />
      <Toasts />
      <Confirmations />
    </QueryClientProvider>,
    root,
  )
})
