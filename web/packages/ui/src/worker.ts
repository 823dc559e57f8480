import { signal } from '@preact/signals'

/** A newer app is here, and waits for the moment at which it may take over. */
export const waiting = signal<ServiceWorker | null>(null)

/** As often as that an open app looks whether there is a newer one. */
const LOOK_MS = 60 * 60 * 1000

/** Some browsers forbid the mention of them where they forbid storage. */
function workersHere(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker
  } catch {
    return undefined
  }
}

/**
 * Keeps the app's files on the device. `base`: where the app lives, such as `/app/`. Plain http on a local network has no
 * service workers, nor have pages that may keep nothing; the app works without.
 */
export function registerWorker(base: string) {
  const workers = workersHere()
  if (!workers || import.meta.env.DEV) return
  const hadOne = workers.controller !== null
  let reloading = false
  workers.addEventListener('controllerchange', () => {
    if (!hadOne || reloading) return
    reloading = true
    location.reload()
  })
  // A notice was tapped while the app is open: what it is about takes the place of what is seen.
  workers.addEventListener('message', ({ data }) => {
    if (data?.type === 'open') history.replaceState(null, '', data.path)
  })
  addEventListener('load', async () => {
    const registration = await workers.register(`${base}sw.js`, { scope: base }).catch(() => null)
    if (!registration) return
    const look = () => {
      if (registration.waiting && workers.controller) waiting.value = registration.waiting
    }
    look()
    registration.addEventListener('updatefound', () => {
      const fresh = registration.installing
      fresh?.addEventListener('statechange', () => fresh.state === 'installed' && look())
    })
    setInterval(() => registration.update().catch(() => undefined), LOOK_MS)
  })
}

/** Lets the new one take over; the page loads anew. */
export const takeOver = () => waiting.value?.postMessage({ type: 'SKIP_WAITING' })
