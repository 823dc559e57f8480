import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { helper, online, reject, request, seed } from './seed'
import { enter } from './staff'
import { expect, test } from './test'

test.use({ alone: 'cc-activity' })

let house: Awaited<ReturnType<typeof seed>>
test.beforeAll(async ({ server }) => {
  house = await seed(server)
  // One who has not been asked for anything sensitive, and rejects what there is.
  await online(server, house.sari.token, false)
  await online(server, house.budi.token, false)
  const tono = await helper(server, '+6281200000003', 'Tono')
  await server.config('mitra-quality', { min_requests: 1, max_unanswered_percent: 50 })
  await reject(server, tono, await request(server, await server.guest('Awan Putih')))
})

/** What stands in a mitra's row, by the heads of the columns. */
async function figures(page: Page, name: string) {
  const heads = await page.getByRole('columnheader').allTextContents()
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
  const cells = await row.getByRole('cell').allTextContents()
  return Object.fromEntries(heads.map((head, index) => [head, cells[index]]))
}

/// 2.12.1, 2.12.2, 2.12.3
test('the list has what each mitra made of the sensitive requests', async ({ page, server }) => {
  await enter(page, server, { path: '/mitra-activity' })
  for (const name of ['Sensitive Total', 'Sensitive Accepted', 'Sensitive Rate (%)'])
    await expect(page.getByRole('columnheader', { name })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Tono', exact: true })).toBeVisible()
  expect(await figures(page, 'Tono')).toMatchObject({
    'Sensitive Total': '0',
    'Sensitive Accepted': '0',
    'Sensitive Rate (%)': '—',
  })
  const { items } = await server.call<{
    items: { mitra: { display_name: string }; sensitive_total: number; sensitive_accepted: number }[]
  }>('GET', '/internal/mitra-activity', { token: await server.admin() })
  for (const name of ['Sari', 'Budi']) {
    const row = items.find((each) => each.mitra.display_name === name)
    const [total = 0, accepted = 0] = [row?.sensitive_total, row?.sensitive_accepted]
    expect(total).toBeGreaterThan(0)
    const rate = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 }).format((accepted / total) * 100)
    expect(await figures(page, name)).toMatchObject({
      'Sensitive Total': String(total),
      'Sensitive Accepted': String(accepted),
      'Sensitive Rate (%)': `${rate}%`,
    })
  }
})

/// 2.12.4
test('the log of a mitra has the topic of each request', async ({ page, server }) => {
  await enter(page, server, { path: '/mitra-activity' })
  await page.getByRole('link', { name: 'Budi', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Aktivitas Budi', level: 1 })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Topik' })).toBeVisible()
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(row('Fajar Ramah')).toContainText('Sensitif')
  await expect(row('Kabut Riang')).toContainText('Umum')
  await expect(row('Kabut Riang')).toContainText('Ditolak')
  // Another was faster: Budi gave no answer, and so no answer took any time.
  await expect(row('Kabut Riang')).toContainText(/\d detik/)
  await expect(row('Fajar Ramah')).toContainText('Terlewat')
  await expect(row('Fajar Ramah')).not.toContainText('detik')
})

/// 2.12.5
test('a range of days goes with list and log', async ({ page, server }) => {
  await enter(page, server, { path: '/mitra-activity' })
  await expect(page.getByRole('link', { name: 'Budi', exact: true })).toBeVisible()
  expect(await figures(page, 'Budi')).toMatchObject({ 'Sensitive Total': '1' })
  await page.getByLabel('Rentang waktu').selectOption('Kustom')
  await page.getByLabel('Sampai tanggal').fill('2020-01-31')
  await expect.poll(() => figures(page, 'Budi')).toMatchObject({ 'Sensitive Total': '0', 'Sensitive Rate (%)': '—' })
  await page.getByRole('link', { name: 'Budi', exact: true }).click()
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible()
  await page.getByLabel('Rentang waktu').selectOption('Hari ini')
  await expect(page.getByRole('row').filter({ hasText: 'Fajar Ramah' })).toContainText('Sensitif')
})

/// 5.6.2
test('who rejects too much is flagged, and can be filtered by', async ({ page, server }) => {
  await enter(page, server, { path: '/mitra-activity' })
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(row('Tono')).toContainText('Sering menolak')
  await expect(row('Sari')).not.toContainText('Sering menolak')
  await page.getByLabel('Tanda').selectOption('Sering menolak')
  await expect(row('Tono')).toBeVisible()
  await expect(row('Sari')).toHaveCount(0)
  await page.getByRole('link', { name: 'Tono', exact: true }).click()
  await expect(page.getByRole('main').locator('header')).toContainText('Sering menolak')
})

test('the list is sorted by any column, and says so', async ({ page, server }) => {
  await enter(page, server, { path: '/mitra-activity' })
  const names = () => page.getByRole('table').getByRole('link').allTextContents()
  await expect(page.getByRole('columnheader', { name: 'Permintaan' })).toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('button', { name: 'Mitra', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Mitra', exact: true })).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(names).toEqual(['Budi', 'Sari', 'Tono'])
  await page.getByRole('button', { name: 'Mitra', exact: true }).click()
  await expect.poll(names).toEqual(['Tono', 'Sari', 'Budi'])
  await page.reload()
  await expect.poll(names).toEqual(['Tono', 'Sari', 'Budi'])
})

test('list and log are accessible, wide and narrow', async ({ page, server }) => {
  await enter(page, server, { path: '/mitra-activity' })
  for (const width of [1280, 412]) {
    await page.setViewportSize({ width, height: 900 })
    await expect(page.getByRole('link', { name: 'Tono', exact: true })).toBeVisible()
    await accessible(page)
  }
  await page.getByRole('link', { name: 'Sari', exact: true }).click()
  await expect(page.getByText('Fajar Ramah')).toBeVisible()
  await accessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await accessible(page)
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
