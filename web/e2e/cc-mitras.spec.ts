import { accessible } from './axe'
import { colleague, enter } from './staff'
import { expect, test } from './test'

const row = (page: import('@playwright/test').Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('a mitra is registered in advance, found by phone, and renamed', async ({ page, server }) => {
  await enter(page, server, { path: '/mitras' })
  await page.getByRole('button', { name: 'Daftarkan mitra' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Daftarkan' }).click()
  await expect(dialog.getByText('Wajib diisi.')).toHaveCount(2)
  await dialog.getByLabel('Nomor telepon').fill('0812-9000-0001')
  await dialog.getByLabel('Nama tampilan').fill('Bintang')
  await dialog.getByLabel('Langsung aktif').uncheck()
  await dialog.getByRole('button', { name: 'Daftarkan' }).click()
  await expect(page.getByText('Bintang terdaftar.')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row(page, 'Bintang')).toContainText('+6281290000001')
  await expect(page.getByRole('switch', { name: 'Akun Bintang aktif' })).not.toBeChecked()

  await page.getByRole('searchbox').fill('81290000001')
  await expect(page).toHaveURL(/q=81290000001/)
  await expect(page.getByText('1 dari 1')).toBeVisible()
  await page.getByRole('button', { name: 'Ubah nama Bintang' }).click()
  await page.getByRole('dialog').getByLabel('Nama tampilan').fill('Bintang Hangat')
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click()
  await expect(row(page, 'Bintang Hangat')).toBeVisible()

  await page.getByRole('searchbox').fill('tidak ada yang bernama ini')
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible()
  await page.getByRole('button', { name: 'Reset filter' }).first().click()
  await expect(row(page, 'Bintang Hangat')).toBeVisible()
})

test('a number that is taken is said at its field', async ({ page, server }) => {
  await server.signIn('mitra', '+6281290000002', 'Melati')
  await enter(page, server, { path: '/mitras' })
  await page.getByRole('button', { name: 'Daftarkan mitra' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nomor telepon').fill('+6281290000002')
  await dialog.getByLabel('Nama tampilan').fill('Melati Dua')
  await dialog.getByRole('button', { name: 'Daftarkan' }).click()
  await expect(dialog.getByText('Nomor telepon sudah digunakan.')).toBeVisible()
  await expect(dialog.getByLabel('Nomor telepon')).toBeFocused()
})

test('activating asks by name; cancelled it changes nothing; agreed the mitra can sign in', async ({
  page,
  server,
}) => {
  const token = await server.admin()
  const body = { phone: '+6281290000003', display_name: 'Kenanga', is_active: false }
  await server.call('POST', '/internal/mitras', { token, body })
  await expect(server.signIn('mitra', body.phone, 'Kenanga')).rejects.toThrow('ACCOUNT_INACTIVE')
  await server.config('otp', { resend_cooldown_seconds: 0 })
  await enter(page, server, { path: '/mitras?is_active=false' })
  const toggle = page.getByRole('switch', { name: 'Akun Kenanga aktif' })
  await toggle.click()
  await expect(page.getByRole('dialog', { name: 'Aktifkan Kenanga?' })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Batal' }).click()
  await expect(toggle).not.toBeChecked()
  await expect(toggle).toBeFocused()
  await page.goto(`${server.internalUrl}/mitras`)
  await toggle.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Aktifkan' }).click()
  await expect(page.getByText('Kenanga sekarang aktif.')).toBeVisible()
  await expect(toggle).toBeChecked()
  expect((await server.signIn('mitra', body.phone, 'Kenanga')).profile.display_name).toBe('Kenanga')
})

test.describe('a server that fails', () => {
  test.use({ expectedErrors: [/status of [45]\d\d/] })
  test('a switch that the server refuses goes back, and says why', async ({ page, server }) => {
    await server.signIn('mitra', '+6281290000004', 'Dahlia')
    await enter(page, server, { path: '/mitras' })
    await page.route('**/internal/mitras/*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 503, code: 'STORAGE_UNAVAILABLE', title: 'x' }),
      }),
    )
    const toggle = page.getByRole('switch', { name: 'Akun Dahlia aktif' })
    await toggle.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Nonaktifkan' }).click()
    await expect(page.getByText('Server sedang tidak bisa menyimpan')).toBeVisible()
    await expect(toggle).toBeChecked()
  })
})

test('presence follows without reloading, and can be filtered by', async ({ page, server }) => {
  const mitra = await server.signIn('mitra', '+6281290000005', 'Anggrek')
  await enter(page, server, { path: '/mitras?q=Anggrek' })
  await expect(row(page, 'Anggrek')).toContainText('Offline')
  await server.call('PUT', '/api/mitra/status', { token: mitra.access_token, body: { online: true } })
  await expect(row(page, 'Anggrek')).toContainText('Online', { timeout: 20_000 })
  await page.getByLabel('Kehadiran').selectOption('Offline')
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible()
  await page.goBack()
  await expect(row(page, 'Anggrek')).toBeVisible()
})

/// 5.6.2
test('a mitra who rejects too much is flagged', async ({ page, server }) => {
  await server.config('mitra-quality', { min_requests: 1, max_unanswered_percent: 50 })
  const mitra = await server.signIn('mitra', '+6281290000006', 'Mawar')
  await server.call('PUT', '/api/mitra/status', { token: mitra.access_token, body: { online: true } })
  await enter(page, server, { path: '/mitras?q=Mawar' })
  await expect(row(page, 'Mawar')).toBeVisible()
  await expect(page.getByText('Sering menolak')).toHaveCount(0)
  const guest = await server.guest('Tamu')
  const session = await server.call<{ id: string }>('POST', '/api/client/chat/request', {
    token: guest.access_token,
    body: { topic_sensitivity: 'regular', free_trial: true },
  })
  await server.call('POST', `/api/mitra/chat/requests/${session.id}/reject`, { token: mitra.access_token })
  await page.reload()
  await expect(row(page, 'Mawar')).toContainText('Sering menolak')
  await page.getByRole('link', { name: 'Aktivitas Mawar' }).click()
  await expect(page).toHaveURL(new RegExp(`/mitra-activity/${mitra.profile.id}`))
  await page.goBack()
  await page.getByRole('link', { name: 'Sesi Mawar' }).click()
  await expect(page).toHaveURL(new RegExp(`/sessions\\?mitra_id=${mitra.profile.id}`))
})

test('a viewer sees mitras and can change none', async ({ page, server }) => {
  const viewer = await colleague(server, 'viewer', 'lihat-mitra@curhat.local')
  await server.signIn('mitra', '+6281290000007', 'Teratai')
  await enter(page, server, { path: '/mitras', ...viewer })
  await expect(row(page, 'Teratai')).toContainText('Aktif')
  await expect(page.getByRole('switch')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Daftarkan|Ubah nama/ })).toHaveCount(0)
})

test('the page and its dialogs are accessible, on a desk and in a hand', async ({ page, server }) => {
  await server.signIn('mitra', '+6281290000008', 'Cempaka')
  await enter(page, server, { path: '/mitras' })
  await expect(page.getByText('Cempaka').first()).toBeVisible()
  await accessible(page)
  await page.setViewportSize({ width: 412, height: 900 })
  await accessible(page)
  await page.getByRole('button', { name: 'Daftarkan mitra' }).first().click()
  await accessible(page)
})
