import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { enterAsGuest, Listener, newPhone, openAs, pair, pass, request } from './people'
import { relax } from './seed'
import type { Server, SignedIn } from './server'
import { expect, test } from './test'

test.use({ alone: 'client-ways' })
test.beforeEach(({ server }) => relax(server))

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** A session that is over. */
async function past(server: Server, mitra: Listener, name: string) {
  const { guest, session } = await pair(server, mitra, name)
  mitra.say(session.id, 'Semoga harimu ringan')
  await mitra.line.heard('message_ack', ({ message }) => message.session_id === session.id)
  await over(server, mitra, guest, session.id)
  return { guest, id: session.id }
}

async function over(server: Server, mitra: Listener, guest: SignedIn, id: string) {
  const path = `/api/client/chat/sessions/${id}`
  await server.call('POST', `${path}/end`, { token: guest.access_token })
  await server.call('POST', `${path}/goodbye`, { token: guest.access_token, body: { rating: 5 } })
  await mitra.goodbye(id)
}

/// 4.3.1, 4.3.2, 3.3.6
test('a link leads to its screen, and from there there is a way back that stays in the app', async ({
  page,
  server,
}) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  const { guest, id } = await past(server, mitra, 'Kabut Riang')
  const chat = await request(server, guest)
  await mitra.accept('Kabut Riang')
  await openAs(page, server, guest, `/chat/${chat.id}`)
  await expect(heading(page, 'Sari')).toBeFocused()
  await expect(page).toHaveTitle('Chat dengan Sari – Curhat')
  await page.getByLabel('Kembali').click()
  await expect(page).toHaveURL(/\/app\/home$/)
  await page.goto(`${server.publicUrl}/app/history/${id}`)
  await expect(heading(page, 'Sesi dengan Sari')).toBeFocused()
  await page.goto(`${server.publicUrl}/app/chat/${chat.id}?sheet=extend`)
  await expect(page.getByRole('dialog', { name: 'Tambah waktu' })).toBeVisible()
  await page.getByRole('button', { name: 'Batal' }).click()
  await expect(page).toHaveURL(new RegExp(`/chat/${chat.id}$`))

  // By the app's own ways the browser's back does the same.
  await page.goto(`${server.publicUrl}/app/home`)
  await page.getByRole('link', { name: 'Riwayat' }).click()
  await page.getByRole('link', { name: /^Sari/ }).click()
  await expect(page).toHaveURL(new RegExp(`/history/${id}$`))
  await page.goBack()
  await expect(heading(page, 'Riwayat')).toBeFocused()
  await page.goBack()
  await expect(page).toHaveURL(/\/app\/home$/)

  await page.goto(`${server.publicUrl}/app/tidak/ada`)
  await expect(heading(page, 'Halaman tidak ditemukan')).toBeVisible()
  await accessible(page)
  await page.getByRole('link', { name: 'Ke beranda' }).click()
  await expect(page).toHaveURL(/\/app\/home$/)
  await mitra.leave()
})

/// 4.3.2
test('a link to what was, opened first of all, goes up to the list', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  const { guest, id } = await past(server, mitra, 'Ombak Tenang')
  await openAs(page, server, guest, `/history/${id}`)
  await page.getByLabel('Kembali').click()
  await expect(page).toHaveURL(/\/app\/history$/)
  await mitra.leave()
})

/// 4.3.3
test('what is over when one comes to it takes the place of the conversation, not one above it', async ({
  page,
  server,
}) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  const { guest, session } = await pair(server, mitra, 'Fajar Ramah')
  await openAs(page, server, guest, '/home')
  await expect(page.getByRole('button', { name: 'Buka chat' })).toBeVisible()
  await over(server, mitra, guest, session.id)
  await page.goto(`${server.publicUrl}/app/chat/${session.id}`)
  await expect(page).toHaveURL(new RegExp(`/history/${session.id}$`))
  await page.goBack()
  await expect(page).toHaveURL(/\/app\/home$/)

  // The same for a search that nobody has answered, and for one that has found somebody.
  await mitra.leave()
  const lost = await request(server, guest)
  await page.goto(`${server.publicUrl}/app/searching/${lost.id}`)
  await expect(heading(page, 'Sedang mencari bestie untukmu…')).toBeVisible()
  await pass(server, 61)
  await expect(heading(page, 'Belum ada bestie yang bisa')).toBeVisible()
  await page.getByRole('button', { name: 'Ke beranda' }).click()
  await page.goBack()
  await expect(page).not.toHaveURL(/\/searching\//)
})

test('an address of somebody else shows nothing, and says so', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  const { id } = await past(server, mitra, 'Embun Pagi')
  await openAs(page, server, await server.guest('Orang Lain'), `/history/${id}`)
  await expect(page.getByRole('alert').getByText('Tidak ditemukan.')).toBeVisible()
  await expect(page.getByText('Nomor permintaan')).toBeVisible()
  await expect(page.getByText('Semoga harimu ringan')).toHaveCount(0)
  await accessible(page)
  await mitra.leave()
})

test('an empty history says what will be there, and how to begin', async ({ page, server }) => {
  await enterAsGuest(page, server, 'Senja Perak')
  await page.getByRole('link', { name: 'Riwayat' }).click()
  await expect(page.getByText('Belum ada riwayat')).toBeVisible()
  await accessible(page)
  await page.getByRole('link', { name: 'Mulai Curhat' }).click()
  await expect(page.getByRole('dialog', { name: 'Sebelum mulai' })).toBeVisible()
})

test.describe(() => {
  test.use({ expectedErrors: [/Failed to load resource/] })
  test('what can not be read now is said, and read when one tries again', async ({ page, server }) => {
    await openAs(page, server, await server.guest('Rintik Manis'))
    await expect(page.getByRole('button', { name: 'Mulai Curhat' })).toBeVisible()
    const broken = (url: string) => page.route(url, (route) => route.fulfill({ status: 503, json: problem }))
    const problem = {
      type: 'about:blank',
      title: 'x',
      status: 503,
      detail: 'x',
      code: 'STORAGE_UNAVAILABLE',
      request_id: 'r-1',
    }
    await broken('**/api/client/chat/sessions?**')
    await page.getByRole('link', { name: 'Riwayat' }).click()
    await expect(page.getByText(/^Server sedang tidak bisa menyimpan/)).toBeVisible()
    await expect(page.getByText('r-1')).toBeVisible()
    await accessible(page)
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Coba lagi' }).click()
    await expect(page.getByText('Belum ada riwayat')).toBeVisible()

    await broken('**/api/client/pricing')
    await page.goto(`${server.publicUrl}/app/start/price/regular`)
    const sheet = page.getByRole('dialog', { name: 'Pilih lamanya' })
    await expect(sheet.getByText(/^Server sedang tidak bisa menyimpan/)).toBeVisible()
    await page.unrouteAll()
    await sheet.getByRole('button', { name: 'Coba lagi' }).click()
    await expect(sheet.getByRole('button', { name: /^Cari bestie/ })).toBeVisible()
  })
})

test('who one is, how the app looks and speaks: changed, and kept', async ({ page, server }) => {
  const who = await server.signIn('client', newPhone())
  await openAs(page, server, who, '/profile')
  await expect(page.getByText('Perangkat ini')).toBeVisible()
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  const name = page.getByLabel('Nama panggilan')
  await name.fill('  ')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await expect(page.getByText('Wajib diisi.')).toBeVisible()
  await name.fill('Hujan Sore')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await expect(page.getByText('Nama tersimpan.')).toBeVisible()

  const light = () =>
    page.evaluate(() => (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).every((n) => +n > 200))
  expect(await light()).toBe(true)
  await page.getByLabel('Tampilan').selectOption('Gelap')
  await expect.poll(light).toBe(false)
  await page.getByLabel('Bahasa').selectOption('English')
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.goto(`${server.publicUrl}/app/home`)
  await expect(heading(page, 'Hi, Hujan Sore')).toBeVisible()
  expect(await light()).toBe(false)
  await accessible(page)
})

test('a device can be signed out from another', async ({ page, server }) => {
  const phone = newPhone()
  const first = await server.signIn('client', phone)
  await openAs(page, server, await server.signIn('client', phone), '/profile')
  await page
    .getByRole('button', { name: /^Keluarkan/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keluarkan' }).click()
  await expect(page.getByText('Perangkat sudah dikeluarkan.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Keluarkan/ })).toHaveCount(0)
  const refresh = server.call('POST', '/api/shared/auth/refresh', { body: { refresh_token: first.refresh_token } })
  await expect(refresh).rejects.toThrow('REFRESH_INVALID')
})

for (const [width, height] of [
  [320, 568],
  [1280, 800],
] as const) {
  test(`at ${width} by ${height} nothing is cut off and everybody can use it`, async ({ page, server }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height })
    const fits = async () => {
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBeLessThanOrEqual(0)
      await accessible(page)
    }
    await page.goto(`${server.publicUrl}/app/`)
    await expect(heading(page, 'Kenalan dengan Curhat')).toBeVisible()
    await fits()
    await page.getByRole('button', { name: 'Lewati' }).click()
    await expect(page.getByRole('button', { name: 'Lanjut sebagai Tamu' })).toBeVisible()
    await fits()

    const mitra = await Listener.onDuty(server, 'Sari')
    const name = `Layar ${width}`
    const { guest, id } = await past(server, mitra, name)
    const screens: [path: string, text: string][] = [
      ['/home', 'Mulai Curhat'],
      ['/start', 'Topikmu termasuk yang mana?'],
      ['/start/price/regular', 'Cari bestie'],
      ['/history', 'Hari ini'],
      [`/history/${id}`, 'Semoga harimu ringan'],
      ['/profile', 'Perangkat ini'],
      ['/auth/phone', 'Nomor HP'],
    ]
    await openAs(page, server, guest)
    for (const [path, text] of screens) {
      await page.goto(`${server.publicUrl}/app${path}`)
      await expect(page.getByText(text).first()).toBeVisible()
      await fits()
    }
    const chat = await request(server, guest)
    await page.goto(`${server.publicUrl}/app/searching/${chat.id}`)
    await expect(heading(page, 'Sedang mencari bestie untukmu…')).toBeVisible()
    await fits()
    await mitra.line.heard('chat_request', (frame) => frame.request.session_id === chat.id)
    await server.call('POST', `/api/mitra/chat/requests/${chat.id}/accept`, { token: mitra.token })
    await expect(heading(page, 'Sari')).toBeVisible()
    mitra.say(chat.id, 'Sebuahkatayangpanjangsekalitanpasatupunspasididalamnyasupayaterlihatapakahmuat')
    await expect(page.getByText(/^Sebuahkata/)).toBeVisible()
    await fits()
    await page.getByRole('button', { name: 'Tambah waktu' }).click()
    await expect(page.getByRole('dialog', { name: 'Tambah waktu' }).getByText('30 menit')).toBeVisible()
    await fits()
    await page.getByRole('dialog').getByRole('button', { name: 'Batal' }).click()
    await mitra.end(chat.id)
    await expect(page.getByRole('dialog', { name: 'Pamit dengan Sari' })).toBeVisible()
    await fits()
    await page.getByRole('button', { name: 'Nanti dulu' }).click()
    await expect(page.locator('[data-bar=closing]')).toBeVisible()
    await fits()
    await mitra.leave()
  })
}
