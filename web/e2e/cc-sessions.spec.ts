import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { seed } from './seed'
import { enter } from './staff'
import { expect, test } from './test'

test.use({ alone: 'cc-sessions' })

let house: Awaited<ReturnType<typeof seed>>
test.beforeAll(async ({ server }) => {
  house = await seed(server)
})

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const row = (page: Page, name: string) => rows(page).filter({ hasText: name })

/// 2.9.1, 2.9.2, 2.9.3, 2.9.4
test('the topic filter lists all, the regular, or the sensitive ones', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions' })
  const topic = page.getByLabel('Topik')
  await expect(topic.getByRole('option')).toHaveText(['Semua', 'Umum', 'Sensitif'])
  await expect(rows(page)).toHaveCount(5)
  await topic.selectOption('Sensitif')
  await expect(rows(page)).toHaveCount(2)
  await expect(row(page, 'Sensitif')).toHaveCount(2)
  await expect(page).toHaveURL(/topic_sensitivity=sensitive/)
  await topic.selectOption('Umum')
  await expect(rows(page)).toHaveCount(3)
  await expect(row(page, 'Umum')).toHaveCount(3)
  await topic.selectOption('Semua')
  await expect(rows(page)).toHaveCount(5)
  await expect(page.getByText('5 dari 5')).toBeVisible()
})

/// 2.9.5, 2.13.2
test('topic and status narrow it down together', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions' })
  await page.getByLabel('Topik').selectOption('Sensitif')
  await page.getByLabel('Status').selectOption('Selesai')
  await expect(rows(page)).toHaveCount(1)
  await expect(row(page, 'Fajar Ramah')).toContainText('Sensitif')
  await page.getByLabel('Status').selectOption('Dibatalkan')
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Reset filter' }).last().click()
  await expect(rows(page)).toHaveCount(5)
})

/// 2.9.6
test('the topic column is green for the regular and yellow for the sensitive', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions' })
  await expect(page.getByRole('columnheader', { name: 'Topik' })).toBeVisible()
  const colour = async (name: string, topic: string) => {
    const badge = row(page, name).getByText(topic, { exact: true })
    const [red = 0, green = 0, blue = 0] = await badge.evaluate((element) => {
      const canvas = document.createElement('canvas').getContext('2d')
      if (!canvas) return []
      canvas.fillStyle = getComputedStyle(element).backgroundColor
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data]
    })
    return { red, green, blue }
  }
  const regular = await colour('Kabut Riang', 'Umum')
  expect(regular.green).toBeGreaterThan(Math.max(regular.red, regular.blue))
  const sensitive = await colour('Fajar Ramah', 'Sensitif')
  expect(Math.min(sensitive.red, sensitive.green)).toBeGreaterThan(sensitive.blue)
})

test('search, mitra and range narrow it down; the address has it all', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions' })
  await page.getByLabel('Cari nama atau telepon').fill('ombak')
  await expect(rows(page)).toHaveCount(1)
  await page.reload()
  await expect(page.getByLabel('Cari nama atau telepon')).toHaveValue('ombak')
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Reset filter' }).click()
  await page.getByLabel('Mitra').selectOption('Sari')
  await expect(rows(page)).toHaveCount(4)
  await page.getByLabel('Mitra').selectOption('Budi')
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible()
  await page.goBack()
  await expect(rows(page)).toHaveCount(4)
  await page.getByRole('button', { name: 'Reset filter' }).click()
  await page.getByLabel('Rentang waktu').selectOption('Hari ini')
  await expect(page.getByLabel('Rentang waktu (WIB)')).toHaveValue('today')
  await expect(rows(page)).toHaveCount(5)
  await page.getByLabel('Rentang waktu').selectOption('Kustom')
  await page.getByLabel('Sampai tanggal').fill('2020-01-31')
  await page.getByLabel('Dari tanggal').fill('2020-01-01')
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible()
  await expect(page).toHaveURL(/from=2020-01-01/)
})

test('the filtered list is exported whole, safe for spreadsheets', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions?status=cancelled' })
  await expect(rows(page)).toHaveCount(1)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Ekspor CSV' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toMatch(/^sesi-\d{4}-\d\d-\d\d\.csv$/)
  const bytes = fs.readFileSync(await file.path())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const lines = bytes.toString('utf8').slice(1).trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('Diminta (WIB)')
  expect(lines[1]).toContain(house.sessions.cancelled.id)
  expect(lines[1]).toContain(`"'=Senja ""Perak"""`)
  await expect(page.getByText('1 baris diunduh.')).toBeVisible()
})

test('an export reads every page, and can be stopped', async ({ page, server }) => {
  // The first page says that there is more; the second one never comes.
  await page.route('**/internal/sessions?*limit=200*', async (route) => {
    if (route.request().url().includes('cursor=')) return
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), total: 10, next_cursor: 'AAAA' } })
  })
  await enter(page, server, { path: '/sessions' })
  await page.getByRole('button', { name: 'Ekspor CSV' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ekspor CSV' })
  await expect(dialog).toContainText('5 dari 10 baris')
  await dialog.getByRole('button', { name: 'Batal' }).click()
  await expect(page.getByText('Ekspor dibatalkan.')).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('what was counted to a bound only is said to be more, and an export of it has no end before it is known', async ({
  page,
  server,
}) => {
  let answer = (_: unknown) => {}
  const last = new Promise((resolve) => {
    answer = resolve
  })
  await page.route('**/internal/sessions?*', async (route) => {
    const url = route.request().url()
    const cursor = new URL(url).searchParams.get('cursor')
    if (cursor) await last
    const response = await route.fetch({ url: url.replace(/&cursor=\w+/, '') })
    const bound = { total: 3, total_is_exact: false, next_cursor: cursor ? null : 'AAAA' }
    await route.fulfill({ response, json: { ...(await response.json()), ...bound } })
  })
  await enter(page, server, { path: '/sessions?range=30' })
  await expect(page.getByText('5 dari 5+', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Ekspor CSV' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ekspor CSV' })
  await expect(dialog.getByRole('status')).toHaveText('5 baris sejauh ini')
  const bar = dialog.getByRole('progressbar')
  expect(await bar.evaluate((it: HTMLProgressElement) => it.position)).toBe(-1)
  const downloading = page.waitForEvent('download')
  answer(undefined)
  const lines = fs
    .readFileSync(await (await downloading).path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines).toHaveLength(1 + 10)
  await page.getByRole('button', { name: 'Muat lagi' }).click()
  await expect(page.getByText('10 dari 10', { exact: true })).toBeVisible()
})

/// 2.10.1, 2.10.2, 2.10.3
test('the page of a session shows its topic, and every change of it in order', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions' })
  await page.getByRole('link', { name: 'Ombak Tenang' }).click()
  await expect(page.getByRole('heading', { name: 'Sesi Ombak Tenang', level: 1 })).toBeFocused()
  await expect(page.getByRole('main').locator('header').getByText('Sensitif', { exact: true })).toBeVisible()
  const when = String.raw`\d+ \w+ \d{4} \d\d:\d\d WIB`
  const changes = [
    new RegExp(`Mitra Sari menandai topik sebagai Umum→Sensitif pada ${when}`),
    new RegExp(`Mitra Sari menandai topik sebagai Sensitif→Umum pada ${when}`),
    new RegExp(`Mitra Sari menandai topik sebagai Umum→Sensitif pada ${when}`),
  ]
  const log = page.getByRole('region', { name: 'Riwayat topik' })
  await expect(log.getByRole('listitem')).toHaveText(changes)
  const timeline = page.getByRole('region', { name: 'Linimasa' })
  await expect(timeline.getByRole('listitem')).toHaveText([
    /^Pelanggan meminta sesi/,
    /^Mitra Sari menerima, sesi dimulai/,
    ...changes,
  ])
  // The words are the same from either end: the times tell it.
  for (const [list, length] of [
    [log, 3],
    [timeline, 5],
  ] as const) {
    const times = await list.locator('time').evaluateAll((each) => each.map((it) => it.getAttribute('datetime') ?? ''))
    expect(times).toHaveLength(length)
    expect(times).toEqual(times.toSorted())
    expect(times[0]).not.toBe(times.at(-1))
  }
})

/// 2.10.4
test('a session whose topic was never changed says so', async ({ page, server }) => {
  await enter(page, server, { path: `/sessions/${house.sessions.completed.id}` })
  const log = page.getByRole('region', { name: 'Riwayat topik' })
  await expect(log).toContainText('Topik belum pernah diubah.')
  await expect(log.getByRole('listitem')).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('the page of a session has its facts, who was asked, and its neighbours in the list', async ({ page, server }) => {
  await enter(page, server, { path: `/sessions?mitra_id=${house.sari.id}` })
  await page.getByRole('link', { name: 'Kabut Riang' }).click()
  const facts = page.getByRole('region', { name: 'Ringkasan' })
  await expect(facts).toContainText('Diakhiri pelanggan')
  await expect(facts).toContainText('5 dari 5')
  const asked = page.getByRole('region', { name: 'Permintaan ke mitra' })
  await expect(asked.getByRole('listitem').filter({ hasText: 'Budi' })).toContainText('Ditolak')
  await expect(asked.getByRole('listitem').filter({ hasText: 'Sari' })).toContainText('Diterima')
  await expect(asked.getByRole('listitem').filter({ hasText: 'Budi' })).toContainText(/menolak setelah [\d.]+,\d dtk/)
  await asked.getByText('Mengapa bukan mitra lain?').click()
  await expect(asked).toContainText('Semua mitra sudah dihubungi.')
  await page.getByRole('main').getByRole('link', { name: 'Kabut Riang' }).click()
  await expect(page.getByRole('heading', { name: 'Kabut Riang', level: 1 })).toBeVisible()
  await page.goBack()
  // It is the oldest: there is only a newer one.
  await expect(page.getByRole('link', { name: 'Sesi sebelumnya' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sesi berikutnya' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Sesi sebelumnya' }).click()
  await expect(page.getByRole('heading', { name: 'Sesi Ombak Tenang', level: 1 })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Sesi', exact: true }).click()
  await expect(page).toHaveURL(/\/sessions\?mitra_id=/)
})

test('of a mitra who was not asked it is said why', async ({ page, server }) => {
  await server.signIn('mitra', '+6281200000077', 'Tono')
  await enter(page, server, { path: `/sessions/${house.sessions.completed.id}` })
  const asked = page.getByRole('region', { name: 'Permintaan ke mitra' })
  await expect(asked.getByRole('listitem').filter({ hasText: 'Budi' })).toBeVisible()
  await expect(asked.getByText('Tono')).toHaveCount(0)
  await asked.getByText('Mengapa bukan mitra lain?').click()
  await expect(asked.getByRole('term')).toHaveText('Baru terdaftar setelah permintaan ini (1)')
  await expect(asked.getByRole('definition')).toHaveText('Tono')
  await accessible(page)
})

test('a session that isn’t there is not found', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions/00000000-0000-7000-8000-000000000000' })
  await expect(page.getByRole('heading', { name: 'Halaman tidak ditemukan' })).toBeVisible()
})

test('a list that fails says why, with a way to try again', async ({ page, server }) => {
  await enter(page, server)
  let broken = true
  await page.route('**/internal/sessions?*', (route) =>
    broken
      ? route.fulfill({
          status: 403,
          contentType: 'application/problem+json',
          body: JSON.stringify({ status: 403, code: 'FORBIDDEN', title: 'Forbidden', request_id: 'abc-123' }),
        })
      : route.continue(),
  )
  await page.getByRole('link', { name: 'Sesi', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Anda tidak punya akses untuk ini.')
  await expect(page.getByRole('alert')).toContainText('abc-123')
  broken = false
  await page.getByRole('button', { name: 'Coba lagi' }).click()
  await expect(rows(page)).toHaveCount(5)
})

test('on a phone the list is cards, and nothing is wider than the screen', async ({ page, server }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await enter(page, server, { path: '/sessions' })
  await expect(page.getByRole('list', { name: 'Tabel Sesi' }).locator('> li')).toHaveCount(5)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.getByRole('link', { name: 'Ombak Tenang' }).click()
  await expect(page.getByRole('region', { name: 'Linimasa' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('printed, there is the list without what surrounds it', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions' })
  await expect(rows(page)).toHaveCount(5)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('table')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Dasbor', exact: true })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Ekspor CSV' })).toBeHidden()
  await expect(page.getByLabel('Status')).toBeHidden()
})

test('list and detail are accessible, wide and narrow', async ({ page, server }) => {
  await enter(page, server, { path: '/sessions?range=7' })
  for (const width of [1280, 412]) {
    await page.setViewportSize({ width, height: 900 })
    await expect(page.getByText('Ombak Tenang')).toBeVisible()
    await accessible(page)
  }
  await page.getByRole('link', { name: 'Ombak Tenang' }).click()
  await expect(page.getByRole('region', { name: 'Linimasa' })).toBeVisible()
  await accessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await accessible(page)
})
