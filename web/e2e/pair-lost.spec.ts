import { expect, type Page } from '@playwright/test'
import { accessible } from './axe'
import { asGuest, inChat, wire } from './mitra'
import { bubble, look, write } from './pair'
import { Listener, openAs, pair } from './people'
import { relax } from './seed'
import { test } from './test'

test.use({ alone: 'lost' })
test.beforeEach(async ({ server }) => {
  await relax(server)
})

const bar = (page: Page) => page.locator('[data-bar=connection]')
const field = (page: Page) => page.getByLabel('Tulis pesan')

test('the customer is told that the server has ended the connection, and goes on with all that was written', async ({
  page,
  server,
}) => {
  const line = await wire(page)
  const mitra = await Listener.onDuty(server, 'Sari')
  const { guest, session } = await pair(server, mitra, 'Kabut Riang')
  await openAs(page, server, guest, `/chat/${session.id}`)
  await write(page, 'Sebelum terputus')
  await mitra.hears('Sebelum terputus')
  await field(page).fill('Belum selesai')

  line.garble()
  await expect(bar(page)).toContainText('Sambungan langsung terputus.')
  await expect(field(page)).toHaveValue('Belum selesai')
  for (const width of [320, 412]) {
    await page.setViewportSize({ width, height: 800 })
    const [strip, back] = [await bar(page).boundingBox(), await page.getByLabel('Kembali').boundingBox()]
    expect((strip?.y ?? 0) + (strip?.height ?? 0)).toBeLessThanOrEqual(back?.y ?? 0)
    expect(
      await bar(page).evaluate((it) =>
        [...it.querySelectorAll('span')].every((each) => each.scrollWidth <= each.clientWidth),
      ),
    ).toBe(true)
    await accessible(page)
  }
  mitra.say(session.id, 'Masih di sana?')
  await field(page).press('Enter')
  await page.getByRole('button', { name: 'Kirim' }).click()
  // The network comes back, and with it news of oneself: nothing is tried that the person has not asked for.
  const news = page.waitForResponse(/\/auth\/me$/)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await (await news).finished()
  await expect(bubble(page, 'Belum selesai')).toBeVisible()
  await expect(bubble(page, 'Masih di sana?')).toHaveCount(0)
  await expect(bar(page)).toBeVisible()

  await bar(page).getByRole('button', { name: 'Coba lagi' }).click()
  await expect(bar(page)).toHaveCount(0)
  await expect(bubble(page, 'Masih di sana?')).toBeVisible()
  await mitra.hears('Belum selesai')
  await mitra.leave()
})

test('a mitra whose connection the server has ended is told, and hears everyone again after trying once more', async ({
  page,
  server,
}) => {
  const line = await wire(page)
  const { guest, session } = await inChat(page, server, '+6281311117001', 'Ombak Tenang')
  await field(page).fill('Setengah kalimat')
  line.end(4403)
  await expect(bar(page)).toContainText('Sambungan langsung terputus.')
  await accessible(page)
  await asGuest(server, guest, session, 'messages', { client_message_id: crypto.randomUUID(), content: 'Kak?' })
  // Whoever looks again gets news of oneself, and no more.
  const news = page.waitForResponse(/\/auth\/me$/)
  await look(page, true)
  await (await news).finished()
  await expect(bar(page)).toBeVisible()
  await expect(bubble(page, 'Kak?')).toHaveCount(0)
  await bar(page).getByRole('button', { name: 'Coba lagi' }).click()
  await expect(bubble(page, 'Kak?')).toBeVisible()
  await expect(bar(page)).toHaveCount(0)
  await expect(field(page)).toHaveValue('Setengah kalimat')
})
