import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { enterAsGuest, Listener, openAs, pass, request, toWelcome } from './people'
import { relax } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

test.use({ alone: 'client-start' })
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('chat', { request_timeout_seconds: 60 })
  await server.config('free-trial', { enabled: true, duration_minutes: 5 })
})

const start = (page: Page) => page.getByRole('button', { name: 'Mulai Curhat' })
const topic = (page: Page) => page.getByRole('dialog', { name: 'Sebelum mulai' })
const price = (page: Page) => page.getByRole('dialog', { name: 'Pilih lamanya' })
const find = (page: Page) => price(page).getByRole('button', { name: /^Cari bestie/ })

/** A guest, at home. */
async function home(page: Page, server: Server, name: string) {
  const who = await server.guest(name)
  await openAs(page, server, who)
  await expect(start(page)).toBeVisible()
  return who
}

/** What can be done to a sheet without meaning to close it. */
async function pester(page: Page) {
  const { width } = page.viewportSize() ?? { width: 0 }
  for (let times = 0; times < 5; times++) await page.keyboard.press('Escape')
  await page.mouse.click(width / 2, 30)
  await page.touchscreen.tap(width / 2, 30)
  const box = await page.getByRole('dialog').boundingBox()
  const touch = await page.context().newCDPSession(page)
  const x = width / 2
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y: (box?.y ?? 0) + 12 }] })
  for (let y = (box?.y ?? 0) + 20; y < (box?.y ?? 0) + 240; y += 20)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

/// 2.2.1, 2.2.2, 2.2.3, 2.2.5, 2.2.6, 2.2.7
test('first comes the kind of topic, on a sheet that does not go by accident', async ({ page, server }) => {
  await home(page, server, 'Kabut Riang')
  await start(page).click()
  const sheet = topic(page)
  await expect(sheet.getByRole('heading', { name: 'Sebelum mulai' })).toBeVisible()
  await expect(sheet.getByText('Supaya bestie yang menerima sudah siap, beri tahu dulu jenis ceritamu.')).toBeVisible()
  await expect(sheet.getByText('Topikmu termasuk yang mana?')).toBeVisible()
  await expect(sheet.getByText(/Topik sensitif misalnya .* Kalau ragu, pilih topik sensitif\./)).toBeVisible()
  await accessible(page)

  // It stands at the lower edge, as on phones.
  const box = await sheet.boundingBox()
  const { height } = page.viewportSize() ?? { height: 0 }
  expect(Math.abs((box?.y ?? 0) + (box?.height ?? 0) - height)).toBeLessThanOrEqual(1)

  // One is filled with the colour of the house, the other has its line: as big, as bold, as far to reach.
  const looks = (name: string) =>
    sheet.getByRole('button', { name, exact: true }).evaluate((it) => {
      const { fontSize, fontWeight, backgroundColor, borderColor, color } = getComputedStyle(it)
      const { width, height } = it.getBoundingClientRect()
      return { size: [width, height, fontSize, fontWeight], backgroundColor, borderColor, color }
    })
  const [regular, sensitive] = [await looks('Topik umum'), await looks('Topik sensitif')]
  expect(regular.size).toEqual(sensitive.size)
  expect(sensitive.color).toBe(regular.backgroundColor)
  expect(sensitive.borderColor).toBe(regular.backgroundColor)
  expect(sensitive.backgroundColor).not.toBe(regular.backgroundColor)

  await pester(page)
  await expect(sheet).toBeVisible()
  await page.reload()
  await expect(sheet).toBeVisible()
  await sheet.getByRole('button', { name: 'Batal' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page).toHaveURL(/\/app\/home$/)
})

/// 2.2.4
test('back leaves the whole flow, from the topic and from the price', async ({ page, server }) => {
  await home(page, server, 'Kabut Riang')
  await start(page).click()
  await expect(topic(page)).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/\/app\/home$/)
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await start(page).click()
  await topic(page).getByRole('button', { name: 'Topik umum' }).click()
  await expect(price(page)).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/\/app\/home$/)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(start(page)).toBeFocused()
})

/// 2.2.8, 2.2.10, 2.2.13, 4.4.5
test('a general topic leads to the price, and is asked for', async ({ page, server }) => {
  await asksFor(page, server, 'Topik umum', 'regular')
})

/// 2.2.9, 2.2.10, 2.2.13
test('a sensitive topic leads to the price, and is asked for', async ({ page, server }) => {
  await asksFor(page, server, 'Topik sensitif', 'sensitive')
})

async function asksFor(page: Page, server: Server, button: string, flag: 'regular' | 'sensitive') {
  await home(page, server, 'Ombak Tenang')
  await start(page).click()
  await topic(page).getByRole('button', { name: button, exact: true }).click()
  await expect(price(page)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/start/price/${flag}$`))
  await accessible(page)
  // A locked one, too; after a reload it still knows the topic.
  await pester(page)
  await page.reload()
  await expect(price(page)).toBeVisible()
  await price(page).getByText('30 menit', { exact: true }).click()
  await expect(find(page)).toHaveText('Cari bestie · Rp27.000')
  const sent = page.waitForResponse((it) => it.url().endsWith('/api/client/chat/request'))
  await find(page).click()
  const session = (await (await sent).json()) as { id: string }
  await expect(page).toHaveURL(new RegExp(`/searching/${session.id}$`))
  const row = await server.call('GET', `/internal/sessions/${session.id}`, { token: await server.admin() })
  expect(row).toMatchObject({ topic_sensitivity: flag, status: 'requested', duration_minutes: 30 })
  await page.getByRole('button', { name: 'Batalkan pencarian' }).click()
  await expect(page).toHaveURL(/\/app\/home$/)
}

/// 4.4.5
test('prices are what the operators say now', async ({ page, server }) => {
  await home(page, server, 'Fajar Ramah')
  const token = await server.admin()
  const tiers = '/internal/config/price-tiers'
  const shown = async () => {
    await start(page).click()
    await topic(page).getByRole('button', { name: 'Topik umum' }).click()
    await expect(price(page).getByRole('radio').first()).toBeAttached()
    const texts = await price(page).locator('label').allInnerTexts()
    await price(page).getByRole('button', { name: 'Batal' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    return texts.map((text) => text.replace(/\s+/g, ' '))
  }
  const before = await shown()
  const body = { name: 'Malam panjang', duration_minutes: 90, price_idr: 70_000, is_active: true, position: 9 }
  const { id } = await server.call<{ id: string }>('POST', tiers, { token, body })
  expect(await shown()).toEqual([...before, '90 menit Malam panjang Rp70.000'])
  await server.call('PATCH', `${tiers}/${id}`, { token, body: { price_idr: 65_000, name: '90 menit' } })
  expect(await shown()).toEqual([...before, '90 menit Rp65.000'])
  await server.call('DELETE', `${tiers}/${id}`, { token })
  expect(await shown()).toEqual(before)
})

test('the free trial is there once, and only where it is offered', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  await home(page, server, 'Senja Perak')
  await start(page).click()
  await topic(page).getByRole('button', { name: 'Topik umum' }).click()
  await expect(price(page).getByText('Sekali saja, untuk sesi pertamamu')).toBeVisible()
  await expect(find(page)).toHaveText('Cari bestie · Gratis')
  await server.config('free-trial', { enabled: false })
  await page.reload()
  await expect(find(page)).toHaveText('Cari bestie · Rp15.000')
  await expect(price(page).getByText('Gratis')).toHaveCount(0)
  await server.config('free-trial', { enabled: true })
  await page.reload()
  await find(page).click()
  const session = await mitra.accept('Senja Perak')
  expect(session).toMatchObject({ is_free_trial: true, duration_minutes: 5 })
  await expect(page.getByRole('heading', { level: 1, name: 'Sari' })).toBeVisible()
  await mitra.end(session.id)
  await mitra.goodbye(session.id)
  await page.getByRole('button', { name: 'Kirim dan pamit' }).click()
  await page.getByRole('button', { name: 'Curhat lagi' }).click()
  await topic(page).getByRole('button', { name: 'Topik umum' }).click()
  await expect(find(page)).toHaveText('Cari bestie · Rp15.000')
  await expect(price(page).getByText('Gratis')).toHaveCount(0)
  await mitra.leave()
})

/// 5.1.4
test('from the door to a conversation it is five taps, from home three', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  await toWelcome(page, server)
  let taps = 0
  const tap = async (name: string | RegExp) => {
    taps++
    await page.getByRole('button', { name }).tap()
  }
  await tap('Lanjut sebagai Tamu')
  await expect(page.getByLabel('Nama panggilan')).not.toHaveValue('')
  const name = await page.getByLabel('Nama panggilan').inputValue()
  await tap('Simpan dan lanjut')
  const onTheWay = taps
  await tap('Mulai Curhat')
  await tap('Topik umum')
  await tap(/^Cari bestie/)
  await expect(page.getByRole('heading', { name: 'Sedang mencari bestie untukmu…' })).toBeFocused()
  await expect(page.getByText(/^Menunggu paling lama (1:00|0:5\d) lagi$/)).toBeVisible()
  await accessible(page)
  await mitra.accept(name)
  await expect(page.getByRole('heading', { level: 1, name: 'Sari' })).toBeFocused()
  await expect(page).toHaveURL(/\/chat\//)
  expect([onTheWay, taps - onTheWay]).toEqual([2, 3])
  // The search is no place to go back to.
  await page.getByLabel('Kembali').tap()
  await expect(page).toHaveURL(/\/app\/home$/)
  await mitra.leave()
})

/// 3.1.6
test('nobody answers: it is said why, and one can try again', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  await home(page, server, 'Embun Pagi')
  await page.goto(`${server.publicUrl}/app/start/price/sensitive`)
  await find(page).click()
  const asked = await mitra.request('Embun Pagi')
  expect(asked.topic_sensitivity).toBe('sensitive')
  await pass(server, 61)
  await expect(page.getByRole('heading', { name: 'Belum ada bestie yang bisa' })).toBeVisible()
  await accessible(page)
  const { notifications } = await server.call<{ notifications: { status: string }[] }>(
    'GET',
    `/internal/sessions/${asked.session_id}`,
    { token: await server.admin() },
  )
  expect(notifications.map(({ status }) => status)).toEqual(['ignored'])
  await page.getByRole('button', { name: 'Coba lagi' }).click()
  // The topic is known already.
  await expect(page).toHaveURL(/\/start\/price\/sensitive$/)
  await find(page).click()
  await expect(page.getByText('Sedang mencari bestie untukmu…')).toBeVisible()
  await page.getByRole('button', { name: 'Batalkan pencarian' }).click()
  await expect(page).toHaveURL(/\/app\/home$/)
  await mitra.leave()
})

test('when all have refused, nobody has to wait for the end of the time', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  await home(page, server, 'Rintik Manis')
  await page.goto(`${server.publicUrl}/app/start/price/regular`)
  await find(page).click()
  await mitra.reject('Rintik Manis')
  await expect(page.getByRole('heading', { name: 'Belum ada bestie yang bisa' })).toBeVisible()
  await page.getByRole('button', { name: 'Ke beranda' }).click()
  await expect(start(page)).toBeVisible()
  await mitra.leave()
})

test('a search goes on while one looks elsewhere, and is found again from any start', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  const who = await home(page, server, 'Awan Syahdu')
  await page.goto(`${server.publicUrl}/app/start/price/regular`)
  await find(page).click()
  await expect(page.getByText('Sedang mencari bestie untukmu…')).toBeVisible()
  await page.getByLabel('Kembali').click()
  await expect(page.getByRole('heading', { name: 'Sedang mencari bestie' })).toBeVisible()
  await accessible(page)
  await page.getByRole('link', { name: 'Riwayat' }).click()
  await page.getByRole('link', { name: 'Beranda' }).click()
  await page.getByRole('button', { name: 'Lihat pencarian' }).click()
  await expect(page).toHaveURL(/\/searching\//)
  for (const path of ['/start', '/start/price/sensitive']) {
    await page.goto(`${server.publicUrl}/app${path}`)
    await expect(page).toHaveURL(/\/searching\//)
  }
  const session = await mitra.accept('Awan Syahdu')
  await expect(page).toHaveURL(new RegExp(`/chat/${session.id}$`))
  // And so is a conversation, from wherever one begins.
  for (const path of ['/', '/home']) {
    await page.goto(`${server.publicUrl}/app${path}`)
    await page.getByRole('button', { name: 'Buka chat' }).click()
    await expect(page).toHaveURL(new RegExp(`/chat/${session.id}$`))
  }
  for (const path of ['/start', `/searching/${session.id}`, `/history/${session.id}`]) {
    await page.goto(`${server.publicUrl}/app${path}`)
    await expect(page).toHaveURL(new RegExp(`/chat/${session.id}$`))
  }
  // On another device as well.
  const device = await page.context().browser()?.newPage()
  if (!device) throw new Error('no other device')
  await openAs(device, server, who)
  await expect(device.getByRole('heading', { name: 'Sedang curhat dengan Sari' })).toBeVisible()
  await device.close()
  await mitra.leave()
})

test('whoever has begun elsewhere meanwhile is taken there', async ({ page, server }) => {
  const mitra = await Listener.onDuty(server, 'Sari')
  const who = await home(page, server, 'Bulan Sabit')
  await page.goto(`${server.publicUrl}/app/start/price/regular`)
  await expect(find(page)).toBeVisible()
  const session = await request(server, who)
  const refused = page.waitForResponse((it) => it.url().endsWith('/api/client/chat/request'))
  await find(page).click()
  const answer = (await (await refused).json()) as { code: string; session_id: string }
  expect(answer).toMatchObject({ code: 'SESSION_ALREADY_OPEN', session_id: session.id })
  await expect(page).toHaveURL(new RegExp(`/searching/${session.id}$`))
  await expect(page.getByText('Kamu masih punya sesi yang berjalan. Ini dia.')).toBeVisible()
  await mitra.accept('Bulan Sabit')
  await expect(page).toHaveURL(new RegExp(`/chat/${session.id}$`))
  await mitra.leave()
})

test('a request that was cancelled elsewhere leads home', async ({ page, server }) => {
  const who = await home(page, server, 'Langit Cerah')
  await page.goto(`${server.publicUrl}/app/start/price/regular`)
  await find(page).click()
  await expect(page).toHaveURL(/\/searching\//)
  const id = page.url().split('/').at(-1)
  await server.call('POST', `/api/client/chat/sessions/${id}/cancel`, { token: who.access_token })
  await page.reload()
  await expect(page).toHaveURL(/\/app\/home$/)
})

/// 5.4.3
test('guests are no longer wanted while one chooses: an account comes first', async ({ page, server }) => {
  await enterAsGuest(page, server, 'Daun Jatuh')
  await start(page).click()
  await expect(topic(page)).toBeVisible()
  try {
    await server.config('anonymity', { enabled: false })
    await expect(page).toHaveURL(/\/auth\/force-register$/)
    await expect(page.getByRole('dialog')).toHaveCount(0)
  } finally {
    await server.config('anonymity', { enabled: true })
  }
  await page.goto(`${server.publicUrl}/app/home`)
  await expect(start(page)).toBeVisible()
})
