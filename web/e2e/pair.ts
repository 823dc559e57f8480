import { expect, type Page } from '@playwright/test'
import { openMitra } from './mitra'
import type { Server } from './server'
import { test as base } from './test'

/** With as many devices as a test needs, each with a browser of its own; an error in any console fails the test. */
export const test = base.extend<{ device: () => Promise<Page> }>({
  device: async ({ browser, expectedErrors }, use) => {
    const errors: string[] = []
    const contexts: { close(): Promise<void> }[] = []
    await use(async () => {
      const context = await browser.newContext()
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error' && !expectedErrors.some((known) => known.test(message.text())))
          errors.push(`${message.text()} (${page.url()})`)
      })
      return page
    })
    for (const context of contexts) await context.close()
    expect(errors, 'errors in the console').toEqual([])
  },
})

/** Someone new opens the customer app and goes in as a guest. */
export async function asNewGuest(page: Page, server: Server, name: string) {
  await page.goto(`${server.publicUrl}/app/`)
  await page.getByRole('button', { name: 'Lewati' }).click()
  await page.getByRole('button', { name: 'Lanjut sebagai Tamu' }).click()
  await page.getByLabel('Nama panggilan').fill(name)
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Hai, ${name}` })).toBeVisible()
}

/** From home to the search: topic, then the length. */
export async function lookForBestie(page: Page, topic: 'Topik umum' | 'Topik sensitif', length = '15 menit') {
  await page.getByRole('button', { name: 'Mulai Curhat' }).click()
  await page.getByRole('button', { name: topic }).click()
  await page.getByRole('dialog', { name: 'Pilih lamanya' }).getByText(length, { exact: true }).first().click()
  await page.getByRole('button', { name: /^Cari bestie/ }).click()
  await expect(page).toHaveURL(/\/searching\//)
}

/** A mitra, online, with the app open. */
export async function mitraOnline(page: Page, server: Server, phone: string, name: string) {
  const who = await server.signIn('mitra', phone, name)
  await server.call('PUT', '/api/mitra/status', { token: who.access_token, body: { online: true } })
  await openMitra(page, server, who)
  await expect(page.getByRole('switch', { name: 'Siap menerima curhat' })).toBeChecked()
  await expect(page.getByText('Belum ada sesi')).toBeVisible()
  return who
}

/** Writes and sends, in either app. */
export async function write(page: Page, text: string) {
  await page.getByLabel('Tulis pesan').fill(text)
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
}

/** A message in the conversation. */
export const bubble = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text })

/** How far one's own message has come. */
export const progress = (page: Page, text: string) => bubble(page, text).locator('[data-progress]')

/** Nobody looks at the page, or somebody does again. */
export const look = (page: Page, visible: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    visible ? 'visible' : 'hidden',
  )

/** The colour behind the conversation. */
export const tone = (page: Page) => page.locator('[data-tone]')
