import { test as base, type Page } from '@playwright/test'
import { Server } from './server'

export { expect } from '@playwright/test'

/**
 * Every worker has a server of its own, and takes file after file; a file that counts what there is begins with
 * `test.use({ alone: 'its name' })` and shares its server with no other. Every test fails on an error in a page's console.
 */
export const test = base.extend<
  { quietConsole: undefined; expectedErrors: RegExp[] },
  { server: Server; alone: string }
>({
  alone: ['', { option: true, scope: 'worker' }],
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: the test runner wants a pattern
    async ({}, use) => {
      const server = await Server.start()
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
  /** Refused requests that a test provokes on purpose are written to the console by the browser itself. */
  expectedErrors: [[/Failed to load resource: the server responded with a status of 4\d\d/], { option: true }],
  quietConsole: [
    async ({ context, expectedErrors }, use) => {
      const errors: string[] = []
      const watch = (page: Page) => {
        page.on('pageerror', (error) => errors.push(String(error)))
        page.on('console', (message) => {
          if (message.type() === 'error' && !expectedErrors.some((known) => known.test(message.text())))
            errors.push(`${message.text()} (${page.url()})`)
        })
      }
      context.pages().forEach(watch)
      context.on('page', watch)
      await use(undefined)
      if (errors.length) throw new Error(`errors in the console:\n${errors.join('\n')}`)
    },
    { auto: true },
  ],
})
