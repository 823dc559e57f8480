import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { hue } from './mitra'
import { Listener, openAs, pair, pass } from './people'
import { relax } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

test.use({ alone: 'client-end' })
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('chat', { closure_grace_seconds: 300 })
  await server.config('extension-timeout', { seconds: 60 })
  await server.config('early-end', { customer: true, mitra: true })
})

const moreTime = (page: Page) => page.getByRole('dialog', { name: 'Tambah waktu' })
const goodbye = (page: Page) => page.getByRole('dialog', { name: 'Pamit dengan Sari' })
const bar = (page: Page) => page.locator('[data-bar=closing]')

async function inChat(page: Page, server: Server, name: string) {
  const mitra = await Listener.onDuty(server, 'Sari')
  const { guest, session } = await pair(server, mitra, name)
  await openAs(page, server, guest, `/chat/${session.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Sari' })).toBeVisible()
  const now = () =>
    server.call<{ status: string; end_reason: string | null; expires_at: string; grace_ends_at: string | null }>(
      'GET',
      `/api/client/chat/sessions/${session.id}`,
      { token: guest.access_token },
    )
  return { mitra, guest, id: session.id, now }
}

/** Asks for more time, from wherever that is offered. */
async function ask(page: Page) {
  await page.getByRole('button', { name: 'Tambah waktu' }).click()
  await moreTime(page)
    .getByRole('button', { name: /^Minta tambahan/ })
    .click()
  await expect(page.getByText('Menunggu jawaban Sari untuk tambahan 15 menit')).toBeVisible()
}

/** What can be done to a sheet without meaning to close it, a reload among it. */
async function pester(page: Page, title: string) {
  const sheet = page.getByRole('dialog', { name: title })
  for (let times = 0; times < 5; times++) await page.keyboard.press('Escape')
  await page.touchscreen.tap(200, 20)
  await expect(sheet).toBeVisible()
  await page.reload()
  await expect(sheet).toBeVisible()
}

/// 3.2.3
test('more time is asked for, waited for and granted, and the clock has it', async ({ page, server }) => {
  const { mitra, id, now } = await inChat(page, server, 'Kabut Riang')
  const before = await now()
  await page.getByRole('button', { name: 'Tambah waktu' }).click()
  const sheet = moreTime(page)
  await expect(sheet.getByText('Sari akan ditanya dulu. Kamu hanya membayar kalau diterima.')).toBeVisible()
  await accessible(page)
  await pester(page, 'Tambah waktu')
  await sheet.getByText('30 menit', { exact: true }).click()
  await sheet.getByRole('button', { name: 'Minta tambahan · Rp27.000' }).click()
  await expect(page.getByText('Menunggu jawaban Sari untuk tambahan 30 menit')).toBeVisible()
  await expect(page.locator('[data-bar=extending]').getByRole('timer')).toHaveText(/^(1:00|0:5\d)$/)
  await expect(sheet).toHaveCount(0)
  await accessible(page)
  // While one waits one can write, and not ask again.
  await expect(page.getByLabel('Tulis pesan')).toBeEditable()
  await expect(page.getByRole('button', { name: 'Tambah waktu' })).toHaveCount(0)
  await mitra.answer(id, 'accept')
  await expect(page.getByText('Diterima! Waktumu bertambah 30 menit.')).toBeVisible()
  await expect(page.locator('[data-bar=extending]')).toHaveCount(0)
  const after = await now()
  expect(after).toMatchObject({ status: 'active', grace_ends_at: null })
  expect(Date.parse(after.expires_at) - Date.parse(before.expires_at)).toBe(30 * 60_000)
  // The same in the app: it says how long it still is where one begins.
  await page.getByLabel('Kembali').click()
  await expect(page.getByRole('timer')).toHaveText(/^44:\d\d$/)
  await mitra.leave()
})

/// 3.2.3
test('granted while it was closing, it goes on, and no time of grace is left', async ({ page, server }) => {
  const { mitra, id, now } = await inChat(page, server, 'Ombak Tenang')
  await pass(server, 15 * 60 + 1)
  await expect(goodbye(page)).toBeVisible()
  await goodbye(page).getByRole('button', { name: 'Nanti dulu' }).click()
  await expect(bar(page).getByText('Waktu sesi sudah habis.')).toBeVisible()
  await expect(bar(page).getByRole('timer')).toHaveText(/^Sesi ditutup dalam 4:\d\d$/)
  await accessible(page)
  await ask(page)
  await mitra.answer(id, 'accept')
  await expect(page.getByText('Diterima! Waktumu bertambah 15 menit.')).toBeVisible()
  await expect(bar(page)).toHaveCount(0)
  await expect(page.getByText(/Sesi ditutup dalam/)).toHaveCount(0)
  expect(await now()).toMatchObject({ status: 'active', grace_ends_at: null })
  await mitra.leave()
})

/// 3.2.4
test('refused, it closes, and one is told so kindly', async ({ page, server }) => {
  const { mitra, id, now } = await inChat(page, server, 'Fajar Ramah')
  await ask(page)
  await mitra.answer(id, 'reject')
  await expect(page.getByText('Maaf, Sari belum bisa menambah waktu.')).toBeVisible()
  await expect(goodbye(page).getByText(/^Tambahan waktu belum bisa diterima\./)).toBeVisible()
  expect(await now()).toMatchObject({ status: 'closing', end_reason: 'extension_rejected' })
  const told = await mitra.line.heard('extension_resolved', ({ session }) => session.id === id)
  expect(told).toMatchObject({ outcome: 'rejected', session: { status: 'closing' } })
  await mitra.leave()
})

/// 3.2.5
test('unanswered, it closes', async ({ page, server }) => {
  await server.config('extension-timeout', { seconds: 1 })
  const { mitra, now } = await inChat(page, server, 'Senja Perak')
  await page.getByRole('button', { name: 'Tambah waktu' }).click()
  await moreTime(page)
    .getByRole('button', { name: /^Minta tambahan/ })
    .click()
  await expect(page.getByText('Sari belum sempat menjawab permintaan tambahan waktu.')).toBeVisible()
  await expect(goodbye(page).getByText(/^Permintaan tambahan waktu tidak terjawab\./)).toBeVisible()
  expect(await now()).toMatchObject({ status: 'closing', end_reason: 'extension_timeout' })
  await mitra.leave()
})

/// 3.2.2
test('when the time is up both say goodbye, with stars and a last word, and it is over', async ({ page, server }) => {
  const { mitra, id, now } = await inChat(page, server, 'Embun Pagi')
  await page.getByLabel('Tulis pesan').fill('Terima kasih sudah mendengarkan')
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await mitra.hears('Terima kasih sudah mendengarkan')
  await pass(server, 15 * 60 + 1)
  const sheet = goodbye(page)
  await expect(sheet.getByText(/^Waktu sesi sudah habis\./)).toBeVisible()
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await sheet.getByText('4 dari 5').locator('..').click()
  await sheet.getByLabel('Pesan perpisahan').fill('Lega rasanya.')
  // Neither an accident nor a reload loses what was written.
  await pester(page, 'Pamit dengan Sari')
  await expect(sheet.getByLabel('4 dari 5')).toBeChecked()
  await expect(sheet.getByLabel('Pesan perpisahan')).toHaveValue('Lega rasanya.')
  await sheet.getByRole('button', { name: 'Kirim dan pamit' }).click()
  await expect(bar(page).getByText('Kamu sudah pamit. Menunggu Sari.')).toBeVisible()
  await expect(sheet).toHaveCount(0)
  // Once said there is nothing left to ask for.
  await expect(page.getByRole('button', { name: /^(Tambah waktu|Pamit)$/ })).toHaveCount(0)
  await accessible(page)
  await mitra.line.heard('goodbye_received', ({ from }) => from === 'customer')
  await mitra.goodbye(id)
  await expect(page.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await expect(page.getByLabel('Tulis pesan')).toHaveCount(0)
  await accessible(page)
  expect(await now()).toMatchObject({ status: 'completed', end_reason: 'time_up' })
  const { goodbyes } = await server.call<{ goodbyes: { from: string; rating: number | null }[] }>(
    'GET',
    `/internal/sessions/${id}`,
    { token: await server.admin() },
  )
  expect(goodbyes.find(({ from }) => from === 'customer')?.rating).toBe(4)
  await page.getByRole('button', { name: 'Curhat lagi' }).click()
  await expect(page.getByRole('dialog', { name: 'Sebelum mulai' })).toBeVisible()
  // It is over: nothing leads back into it.
  await page.goBack()
  await expect(page).not.toHaveURL(/\/chat\//)
  await mitra.leave()
})

test('the other side may go first, and a word is not needed', async ({ page, server }) => {
  const { mitra, id } = await inChat(page, server, 'Rintik Manis')
  await mitra.end(id)
  await expect(goodbye(page).getByText(/^Bestie mengakhiri sesi\./)).toBeVisible()
  await goodbye(page).getByRole('button', { name: 'Nanti dulu' }).click()
  await mitra.goodbye(id)
  await expect(bar(page).getByText('Sari sudah pamit.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Tambah waktu' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Pamit', exact: true }).click()
  await goodbye(page).getByRole('button', { name: 'Kirim dan pamit' }).click()
  await expect(page.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await mitra.leave()
})

/// 4.1.5
test('who says nothing is not kept: when the grace is over the session completes by itself', async ({
  page,
  server,
}) => {
  const { mitra, id, now } = await inChat(page, server, 'Awan Syahdu')
  await mitra.end(id)
  await expect(goodbye(page)).toBeVisible()
  await pass(server, 301)
  await expect(page.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await now()).toMatchObject({ status: 'completed' })
  await page.getByRole('button', { name: 'Ke beranda' }).click()
  await expect(page.getByRole('button', { name: 'Mulai Curhat' })).toBeVisible()
  await mitra.leave()
})

test('ending early is asked twice, and only offered where it is allowed', async ({ page, server }) => {
  const { mitra, now } = await inChat(page, server, 'Bulan Sabit')
  const end = page.getByRole('button', { name: 'Akhiri sesi' })
  await server.config('early-end', { customer: false })
  await expect(end).toHaveCount(0)
  await server.config('early-end', { customer: true })
  await end.click()
  const question = page.getByRole('dialog', { name: 'Akhiri sesi sekarang?' })
  await accessible(page)
  await question.getByRole('button', { name: 'Batal' }).click()
  expect((await now()).status).toBe('active')
  await expect(end).toBeFocused()
  await end.click()
  await question.getByRole('button', { name: 'Akhiri' }).click()
  await expect(goodbye(page).getByText(/^Kamu mengakhiri sesi\./)).toBeVisible()
  expect(await now()).toMatchObject({ status: 'closing', end_reason: 'ended_by_customer' })
  await mitra.leave()
})

/// 3.3.6
test('back closes a sheet and nothing else', async ({ page, server }) => {
  const { mitra, id } = await inChat(page, server, 'Langit Cerah')
  await page.getByRole('button', { name: 'Tambah waktu' }).click()
  await expect(moreTime(page)).toBeVisible()
  await page.goBack()
  await expect(moreTime(page)).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(`/chat/${id}$`))
  await mitra.end(id)
  await expect(goodbye(page)).toBeVisible()
  await page.goBack()
  await expect(goodbye(page)).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(`/chat/${id}$`))
  // The way out of the first one is no other.
  await page.getByRole('button', { name: 'Tambah waktu' }).click()
  await moreTime(page).getByRole('button', { name: 'Batal' }).click()
  await expect(moreTime(page)).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(`/chat/${id}$`))
  await mitra.leave()
})

/// 3.3.5, 3.3.10, 4.3.5
test('on a phone everything fits, and a keyboard covers neither the field nor the goodbye', async ({
  page,
  server,
}) => {
  const { mitra, id } = await inChat(page, server, 'Nama Yang Panjang Sekali Untuk Layar')
  for (let n = 1; n <= 12; n++) mitra.say(id, `Kata-${n} `.repeat(n * 2))
  const last = page.getByRole('listitem').filter({ hasText: 'Kata-12' })
  await expect(last).toBeVisible()
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  for (const width of [320, 412]) {
    await page.setViewportSize({ width, height: 700 })
    expect(await wide()).toBe(false)
    const buttons = await page.locator('header button').all()
    expect(buttons.length).toBeGreaterThan(0)
    for (const each of buttons) {
      const size = await each.boundingBox()
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44)
    }
  }
  // A notch above, a bar for gestures below.
  const device = await page.context().newCDPSession(page)
  const insets = { top: 48, topMax: 48, bottom: 34, bottomMax: 34 }
  await device.send('Emulation.setSafeAreaInsetsOverride' as never, { insets } as never)
  const back = await page.getByLabel('Kembali').boundingBox()
  expect(back?.y).toBeGreaterThanOrEqual(48)
  const field = page.getByLabel('Tulis pesan')
  const place = await field.boundingBox()
  expect((place?.y ?? 700) + (place?.height ?? 0)).toBeLessThanOrEqual(700 - 34)
  await device.send('Emulation.setSafeAreaInsetsOverride' as never, { insets: {} } as never)

  // A keyboard takes half of the height.
  await field.focus()
  await page.setViewportSize({ width: 412, height: 380 })
  await expect(field).toBeInViewport({ ratio: 1 })
  await expect(last).toBeInViewport()
  await page.setViewportSize({ width: 412, height: 700 })
  await mitra.end(id)
  const word = goodbye(page).getByLabel('Pesan perpisahan')
  await word.focus()
  await page.setViewportSize({ width: 320, height: 260 })
  await expect(word).toBeInViewport()
  const send = goodbye(page).getByRole('button', { name: 'Kirim dan pamit' })
  await send.scrollIntoViewIfNeeded()
  await expect(send).toBeInViewport({ ratio: 0.98 })
  expect(await wide()).toBe(false)
  await send.click()
  await expect(bar(page).getByText('Kamu sudah pamit. Menunggu Sari.')).toBeVisible()
  await mitra.leave()
})

/// 2.2.15, 2.2.16, 2.6.5
test('what is over is history: read again, pink, without a badge, whatever the topic was', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  const { guest, session } = await pair(server, mitra, 'Daun Jatuh', 'sensitive')
  mitra.say(session.id, 'Aku dengarkan')
  await mitra.line.heard('message_ack', ({ message }) => message.content === 'Aku dengarkan')
  await mitra.flip(session.id, 'regular')
  await mitra.flip(session.id, 'sensitive')
  await mitra.end(session.id)
  await mitra.goodbye(session.id)
  const token = guest.access_token
  await server.call('POST', `/api/client/chat/sessions/${session.id}/goodbye`, { token, body: {} })
  await openAs(page, server, guest, '/history')
  const row = page.getByRole('link', { name: /^Sari/ })
  // Time was let pass on the server: shortly before midnight its day is another than the browser's.
  await expect(row).toHaveText(/^Sari\s*(Hari ini|\d+ \p{L}+ \d{4}) · \d\d[.:]\d\d · 15 menit$/u)
  await expect(page.getByText(/sensitif|topik/i)).toHaveCount(0)
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await row.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sesi dengan Sari' })).toBeFocused()
  await expect(page.getByText('Aku dengarkan')).toBeVisible()
  await expect.poll(() => hue(page)).toBe('pink')
  await expect(page.getByText(/sensitif|topik/i)).toHaveCount(0)
  await expect(page.getByLabel('Tulis pesan')).toHaveCount(0)
  await accessible(page)
  await page.getByRole('link', { name: 'Curhat lagi' }).click()
  await expect(page.getByRole('dialog', { name: 'Sebelum mulai' })).toBeVisible()
  await mitra.leave()
})
