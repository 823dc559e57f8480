import type { BrowserContext } from '@playwright/test'

/** A browser whose owner lets pages keep nothing: what is kept on the device, and what belongs to it, may not even be mentioned. */
export const shutStorage = (context: BrowserContext) =>
  context.addInitScript(() => {
    const forbid = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, { get: forbid })
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: forbid })
    Object.defineProperty(navigator.locks, 'request', { value: async () => forbid() })
    Object.defineProperty(window, 'BroadcastChannel', {
      value: class {
        constructor() {
          forbid()
        }
      },
    })
  })
