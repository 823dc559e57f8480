import { accessible } from './axe'
import { accept, flip, helper, relax, request } from './seed'
import { colleague, enter } from './staff'
import { expect, test } from './test'

type Page = import('@playwright/test').Page
type Server = import('./server').Server

const group = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const saved = (server: Server) =>
  server
    .admin()
    .then((token) => server.call<Record<string, Record<string, unknown>>>('GET', '/internal/config', { token }))
const save = async (page: Page, name: string) => {
  await group(page, name).getByRole('button', { name: 'Simpan' }).click()
  await expect(group(page, name).getByText('Belum disimpan')).toHaveCount(0)
}

/// 2.8.1, 2.8.2, 2.8.3
test('the section Sensitivitas Topik shows both settings as they are, and keeps what is saved', async ({
  page,
  server,
}) => {
  await server.config('sensitivity', { confirmation_enabled: false, one_way_latch: true })
  await enter(page, server, { path: '/settings' })
  const section = group(page, 'Sensitivitas Topik')
  const ask = section.getByLabel('Minta konfirmasi sebelum mengubah tanda')
  const latch = section.getByLabel('Tanda sensitif tidak bisa dilepas')
  await expect(ask).not.toBeChecked()
  await expect(latch).toBeChecked()
  await ask.check()
  await latch.uncheck()
  await expect(section.getByText('Belum disimpan')).toBeVisible()
  await save(page, 'Sensitivitas Topik')
  expect((await saved(server)).sensitivity).toEqual({ confirmation_enabled: true, one_way_latch: false })
  await page.reload()
  await expect(ask).toBeChecked()
  await expect(latch).not.toBeChecked()
  await expect(section).toContainText('Terakhir diubah oleh Super Admin')
})

/// 2.8.4
test('what is saved is in force at the next flip of a mitra, without a restart', async ({ page, server }) => {
  await relax(server)
  await server.config('sensitivity', { one_way_latch: false })
  const mitra = await helper(server, '+6281270000001', 'Bintang')
  const session = await request(server, await server.guest('Tamu'))
  await accept(server, mitra, session)
  await flip(server, mitra, session, 'sensitive')
  await flip(server, mitra, session, 'regular')
  await flip(server, mitra, session, 'sensitive')
  await enter(page, server, { path: '/settings' })
  await group(page, 'Sensitivitas Topik').getByLabel('Tanda sensitif tidak bisa dilepas').check()
  await save(page, 'Sensitivitas Topik')
  await expect(flip(server, mitra, session, 'regular')).rejects.toThrow('SENSITIVITY_LATCHED')
})

/// 4.4.1, 4.4.2, 4.4.3, 4.4.4, 2.13.1
test('free trial, extension timeout, early end, mitra ping and anonymity are changed one by one', async ({
  page,
  server,
}) => {
  const guest = await server.guest('Tamu')
  const pricing = () =>
    server.call<{ free_trial: Record<string, unknown> }>('GET', '/api/client/pricing', { token: guest.access_token })
  const shared = () => server.call<Record<string, Record<string, unknown>>>('GET', '/api/shared/config')
  await enter(page, server, { path: '/settings' })

  await group(page, 'Sesi gratis').getByLabel('Lama sesi gratis').fill('9')
  await save(page, 'Sesi gratis')
  expect((await pricing()).free_trial).toMatchObject({ enabled: true, duration_minutes: 9 })
  await group(page, 'Sesi gratis').getByLabel('Tawarkan sesi gratis').uncheck()
  await save(page, 'Sesi gratis')
  expect((await pricing()).free_trial).toMatchObject({ enabled: false })

  await group(page, 'Perpanjangan sesi').getByLabel('Batas waktu menjawab').fill('45')
  await save(page, 'Perpanjangan sesi')
  expect(await shared()).toMatchObject({ extension_timeout_seconds: 45 })

  await group(page, 'Akhiri lebih awal').getByLabel('Pelanggan boleh mengakhiri').uncheck()
  await save(page, 'Akhiri lebih awal')
  expect((await shared()).early_end).toEqual({ customer: false, mitra: true })
  await group(page, 'Akhiri lebih awal').getByLabel('Mitra boleh mengakhiri').uncheck()
  await save(page, 'Akhiri lebih awal')
  expect((await shared()).early_end).toEqual({ customer: false, mitra: false })

  await group(page, 'Ping mitra').getByLabel('Wajib ping').check()
  await group(page, 'Ping mitra').getByLabel('Jarak antar-ping').fill('30')
  await save(page, 'Ping mitra')
  expect((await shared()).mitra_ping).toEqual({ required: true, interval_seconds: 30 })

  await group(page, 'Anonimitas').getByLabel('Tamu boleh mulai curhat').uncheck()
  await save(page, 'Anonimitas')
  expect(await shared()).toMatchObject({ anonymity_enabled: false })
})

test('the other groups are saved too, each by itself', async ({ page, server }) => {
  await enter(page, server, { path: '/settings' })
  await group(page, 'Permintaan dan sesi').getByLabel('Waktu tunggu permintaan').fill('75')
  await save(page, 'Permintaan dan sesi')
  await group(page, 'Kualitas mitra').getByLabel('Batas tidak dijawab').fill('40')
  await save(page, 'Kualitas mitra')
  await group(page, 'Kode OTP').getByLabel('Jeda kirim ulang').fill('7')
  await save(page, 'Kode OTP')
  await group(page, 'Akun ganda').getByLabel('Yang terjadi').selectOption('merge')
  await save(page, 'Akun ganda')
  await group(page, 'Kunci akun staf').getByLabel('Lama terkunci').fill('20')
  await save(page, 'Kunci akun staf')
  expect(await saved(server)).toMatchObject({
    chat: { request_timeout_seconds: 75, closure_grace_seconds: 300 },
    mitra_quality: { max_unanswered_percent: 40 },
    otp: { resend_cooldown_seconds: 7, max_attempts: 5 },
    identity: { on_conflict: 'merge' },
    cc_lockout: { lockout_minutes: 20, max_failed_logins: 5 },
  })
})

test('what does not fit is said at its field, by the page and by the server', async ({ page, server }) => {
  await enter(page, server, { path: '/settings' })
  const section = group(page, 'Kode OTP')
  const field = section.getByLabel('Masa berlaku kode')
  await expect(field).toHaveValue(/^\d+$/)
  const before = await field.inputValue()
  for (const wrong of ['0', '1,5', 'lima', '']) {
    await field.fill(wrong)
    await section.getByRole('button', { name: 'Simpan' }).click()
    await expect(section.getByText('Isi angka bulat dari 1 sampai 86.400.')).toBeVisible()
    await expect(field).toBeFocused()
  }
  await page.route('**/internal/config/otp', (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        status: 400,
        code: 'BAD_REQUEST',
        title: 'x',
        errors: [{ pointer: '/expiry_seconds', detail: 'must be a round one' }],
      }),
    }),
  )
  await field.fill('301')
  await section.getByRole('button', { name: 'Simpan' }).click()
  await expect(section.getByText('Isian belum benar. Periksa lagi.')).toBeVisible()
  await expect(section.getByText('must be a round one')).toHaveCount(0)
  await section.getByRole('button', { name: 'Urungkan' }).click()
  await expect(field).toHaveValue(before)
})

test('what is not saved is not left without a question: by a link, by going back, by signing out', async ({
  page,
  server,
}) => {
  await enter(page, server, { path: '/mitras' })
  await page.getByRole('link', { name: 'Pengaturan' }).click()
  const field = group(page, 'Kunci akun staf').getByLabel('Batas salah password')
  await field.fill('7')
  await page.getByRole('link', { name: 'Pelanggan' }).click()
  const question = page.getByRole('dialog', { name: 'Tinggalkan tanpa menyimpan?' })
  await question.getByRole('button', { name: 'Tetap di sini' }).click()
  await expect(page).toHaveURL(/\/settings$/)
  await page.goBack()
  await question.getByRole('button', { name: 'Tetap di sini' }).click()
  await expect(page).toHaveURL(/\/settings$/)
  await page.getByRole('button', { name: 'Menu akun' }).click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await question.getByRole('button', { name: 'Tetap di sini' }).click()
  await expect(field).toHaveValue('7')
  await page.getByRole('link', { name: 'Pelanggan' }).click()
  await question.getByRole('button', { name: 'Tinggalkan' }).click()
  await expect(page).toHaveURL(/\/customers$/)
  await page.getByRole('link', { name: 'Pengaturan' }).click()
  await expect(field).not.toHaveValue('7')
  await page.getByRole('link', { name: 'Mitra', exact: true }).click()
  await expect(page).toHaveURL(/\/mitras$/)
})

/// 4.4.5, 2.13.1
test('price tiers are added, changed, ordered and removed, and customers see it', async ({ page, server }) => {
  const guest = await server.guest('Tamu')
  const offered = async () => {
    const { tiers } = await server.call<{ tiers: { name: string; price_idr: number }[] }>(
      'GET',
      '/api/client/pricing',
      {
        token: guest.access_token,
      },
    )
    return tiers.map(({ name, price_idr }) => `${name} ${price_idr}`)
  }
  const before = await offered()
  await enter(page, server, { path: '/settings' })
  const section = group(page, 'Paket harga')
  const dialog = page.getByRole('dialog')
  await section.getByRole('button', { name: 'Tambah paket' }).click()
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect(dialog.getByText('Wajib diisi.')).toHaveCount(3)
  await dialog.getByLabel('Nama').fill('Dua jam')
  await dialog.getByLabel('Lama sesi').fill('120')
  await dialog.getByLabel('Harga').fill('89000')
  await expect(dialog.getByText('Pelanggan melihat Rp89.000.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect(section.getByRole('listitem').last()).toContainText('120 menit · Rp89.000')
  expect(await offered()).toEqual([...before, 'Dua jam 89000'])

  await section.getByRole('button', { name: 'Ubah Dua jam' }).click()
  await dialog.getByLabel('Harga').fill('85000')
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect(section.getByRole('listitem').last()).toContainText('Rp85.000')

  for (let up = before.length; up > 0; up--) {
    await section.getByRole('button', { name: 'Naikkan Dua jam' }).click()
    await expect(page.getByText(`Dua jam sekarang di urutan ${up}.`)).toBeVisible()
  }
  await expect(section.getByRole('listitem').first()).toContainText('Dua jam')
  await expect(section.getByRole('button', { name: 'Naikkan Dua jam' })).toBeDisabled()
  expect(await offered()).toEqual(['Dua jam 85000', ...before])

  await section.getByRole('button', { name: 'Ubah Dua jam' }).click()
  await dialog.getByLabel('Ditawarkan ke pelanggan').uncheck()
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect(section.getByRole('listitem').first()).toContainText('Disembunyikan')
  expect(await offered()).toEqual(before)

  await section.getByRole('button', { name: 'Hapus Dua jam' }).click()
  await page.getByRole('dialog', { name: 'Hapus paket Dua jam?' }).getByRole('button', { name: 'Hapus' }).click()
  await expect(section.getByText('Dua jam', { exact: true })).toHaveCount(0)
  await expect(section.getByRole('listitem')).toHaveCount(before.length)
})

test('a move that the server takes only half of shows what customers see, and the next one mends it', async ({
  page,
  server,
}) => {
  const token = await server.admin()
  const tiers = async () =>
    (await server.call<{ price_tiers: { id: string; name: string }[] }>('GET', '/internal/config', { token }))
      .price_tiers
  const names = async () => (await tiers()).map(({ name }) => name)
  // Without the gaps that others have left.
  for (const [at, { id }] of (await tiers()).entries())
    await server.call('PATCH', `/internal/config/price-tiers/${id}`, { token, body: { position: at + 1 } })
  const before = await names()
  const [, second = '', third = ''] = before
  await enter(page, server, { path: '/settings' })
  const section = group(page, 'Paket harga')
  let sent = 0
  const refusal = { status: 409, contentType: 'application/problem+json', body: '{"status":409,"code":"CONFLICT"}' }
  await page.route('**/internal/config/price-tiers/*', (route) =>
    ++sent === 2 ? route.fulfill(refusal) : route.continue(),
  )
  await section.getByRole('button', { name: `Naikkan ${second}` }).click()
  await expect.poll(() => sent).toBe(2)
  await expect(section.getByRole('listitem')).toHaveCount((await names()).length)
  for (const [at, name] of (await names()).entries())
    await expect(section.getByRole('listitem').nth(at)).toContainText(name)

  // Two have the first place now, of which the older one comes first: nothing has moved.
  const half = await names()
  expect(half).toEqual(before)
  await section.getByRole('button', { name: `Naikkan ${third}` }).click()
  await expect(page.getByText(`${third} sekarang di urutan 2.`)).toBeVisible()
  expect(await names()).toEqual([half[0], third, half[1], ...half.slice(3)])
})

test('by keys a tier is moved to the top and down again without losing one’s place', async ({ page, server }) => {
  const token = await server.admin()
  for (const name of ['Singkat', 'Panjang'])
    await server.call('POST', '/internal/config/price-tiers', {
      token,
      body: { name, duration_minutes: 10, price_idr: 9000 },
    })
  await enter(page, server, { path: '/settings' })
  const section = group(page, 'Paket harga')
  await section.getByRole('button', { name: 'Naikkan Panjang' }).focus()
  const last = await section.getByRole('listitem').count()
  for (let place = last - 1; place > 0; place--) {
    await page.keyboard.press('Enter')
    await expect(page.getByText(`Panjang sekarang di urutan ${place}.`)).toBeVisible()
  }
  await expect(section.getByRole('button', { name: 'Naikkan Panjang' })).toBeDisabled()
  await expect(section.getByRole('button', { name: 'Turunkan Panjang' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(section.getByRole('listitem').nth(1)).toContainText('Panjang')
  await expect(section.getByRole('button', { name: 'Turunkan Panjang' })).toBeFocused()
})

test('an operator sees the settings and can change none', async ({ page, server }) => {
  const operator = await colleague(server, 'operator', 'setelan@curhat.local')
  await enter(page, server, { path: '/settings', ...operator })
  await expect(page.getByText('Anda hanya bisa melihat.')).toBeVisible()
  await expect(group(page, 'Sensitivitas Topik').getByRole('checkbox').first()).toBeDisabled()
  await expect(page.getByRole('button', { name: /Simpan|Tambah paket|Hapus|Naikkan/ })).toHaveCount(0)
})

test('the page and its dialogs are accessible, on a desk and in a hand', async ({ page, server }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await enter(page, server, { path: '/settings' })
  await group(page, 'Kode OTP').getByLabel('Batas salah kode').fill('x')
  await group(page, 'Kode OTP').getByRole('button', { name: 'Simpan' }).click()
  await accessible(page)
  await page.setViewportSize({ width: 412, height: 900 })
  await accessible(page)
  await page.getByRole('button', { name: 'Tambah paket' }).click()
  await accessible(page)
})
