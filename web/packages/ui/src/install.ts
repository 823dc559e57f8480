import { signal } from '@preact/signals'

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

let offered: InstallPrompt | null = null
/** The browser would install the app if it were asked to. */
export const installable = signal(false)

addEventListener('beforeinstallprompt', (event) => {
  // Each app asks in its own place, not at once.
  event.preventDefault()
  offered = event as InstallPrompt
  installable.value = true
})
addEventListener('appinstalled', () => {
  installable.value = false
})

/** Asks the browser to install it; it can be asked once. */
export async function install() {
  const prompt = offered
  offered = null
  installable.value = false
  await prompt?.prompt()
}

/** Runs as an app of its own already. */
export const isStandalone = () =>
  matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true

/** There one has to do it oneself. */
export const onIos = () => /iPhone|iPad/.test(navigator.userAgent)
