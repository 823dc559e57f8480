import { accessible } from './axe'
import { colleague, enter } from './staff'
import { expect, test } from './test'

test.use({ alone: 'cc-audit' })

const row = (page: import('@playwright/test').Page, text: string) => page.getByRole('row').filter({ hasText: text })

test('each change is told in a sentence, with what was before and what is now', async ({ page, server }) => {
  const token = await server.admin()
  await server.config('otp', { expiry_seconds: 240 })
  await server.config('early-end', { customer: false })
  const mitra = await server.signIn('mitra', '+6281260000001', 'Seruni')
  await server.call('PATCH', `/internal/mitras/${mitra.profile.id}`, { token, body: { is_active: false } })
  const { items } = await server.call<{ items: { request_id: string }[] }>('GET', '/internal/audit-log?limit=1', {
    token,
  })
  await enter(page, server, { path: '/audit-log' })
  await expect(row(page, 'Mengubah pengaturan Kode OTP')).toContainText('Masa berlaku kode: sebelumnya 300 detik')
  await expect(row(page, 'Mengubah pengaturan Kode OTP')).toContainText('240 detik')
  await expect(row(page, 'Mengubah pengaturan Akhiri lebih awal')).toContainText('Pelanggan boleh mengakhiri')
  await expect(row(page, 'Mengubah pengaturan Akhiri lebih awal')).not.toContainText('Mitra boleh mengakhiri')
  const shut = row(page, 'Menonaktifkan mitra Seruni')
  await expect(shut).toContainText('Super Admin')
  await expect(shut).toContainText(items[0]?.request_id ?? 'none')
})

test('people are known by name, however many pages of them there are', async ({ page, server }) => {
  // The first page of staff is full of others.
  await page.route('**/internal/control-center-users?*', async (route) => {
    const url = route.request().url()
    const response = await route.fetch({ url: url.replace('&cursor=AAAA', '') })
    const json = await response.json()
    await route.fulfill({
      response,
      json: url.includes('cursor=') ? json : { ...json, items: [], next_cursor: 'AAAA' },
    })
  })
  await enter(page, server, { path: '/audit-log' })
  await page.getByRole('search').getByLabel('Oleh').selectOption({ label: 'Super Admin' })
  await expect(page).toHaveURL(/actor_id=/)
})

test('the log is filtered by kind, by person and by day, and the address keeps it', async ({ page, server }) => {
  const other = await colleague(server, 'super_admin', 'rekan@curhat.local')
  const { access_token: token } = await server.call<{ access_token: string }>('POST', '/internal/auth/login', {
    body: other,
  })
  await server.call('POST', '/internal/config/price-tiers', {
    token,
    body: { name: 'Paket Rekan', duration_minutes: 10, price_idr: 9000 },
  })
  await server.config('extension-timeout', { seconds: 50 })
  await enter(page, server, { path: '/audit-log' })
  await page.getByLabel('Jenis perubahan').selectOption({ label: 'Paket harga dibuat' })
  await expect(page.getByText('1 dari 1')).toBeVisible()
  await expect(row(page, 'Membuat paket harga Paket Rekan')).toContainText('Rp9.000')
  await page.getByLabel('Jenis perubahan').selectOption({ label: 'Semua' })
  await page.getByRole('search').getByLabel('Oleh').selectOption({ label: 'rekan' })
  await expect(page.getByText('1 dari 1')).toBeVisible()
  await page.getByLabel('Rentang waktu').selectOption({ label: 'Hari ini' })
  await page.reload()
  await expect(row(page, 'Paket Rekan')).toBeVisible()
  await expect(page.getByText('1 dari 1')).toBeVisible()
  await page.getByLabel('Jenis perubahan').selectOption({ label: 'Mitra diubah' })
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible()
})

test('the page is accessible, on a desk and in a hand', async ({ page, server }) => {
  await server.config('extension-timeout', { seconds: 40 })
  await enter(page, server, { path: '/audit-log' })
  await expect(page.getByText('Mengubah pengaturan Perpanjangan sesi').first()).toBeVisible()
  await accessible(page)
  await page.setViewportSize({ width: 412, height: 900 })
  await accessible(page)
})
