import { expect } from '@playwright/test'
import { accessible } from './axe'
import { answer, TOKENS } from './mitra'
import { asNewGuest, bubble, lookForBestie, mitraOnline, test, write } from './pair'
import { relax } from './seed'

test.use({ alone: 'pair-signin' })
test.setTimeout(120_000)
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('anonymity', { enabled: true })
})
test.afterEach(({ server }) => server.config('anonymity', { enabled: true }))

/// 5.4.3, 1.12.8, 1.12.9
test('guests are no longer wanted: the conversation that is open goes on, and then an account comes first', async ({
  device,
  server,
}) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311120001', 'Sari')
  await asNewGuest(customer, server, 'Kabut Riang')
  await lookForBestie(customer, 'Topik umum')
  await answer(mitra, 'Kabut Riang', 'Terima')
  await write(customer, 'Halo')
  await expect(bubble(mitra, 'Halo')).toBeVisible()

  await server.config('anonymity', { enabled: false })
  await write(mitra, 'Aku dengarkan')
  await expect(bubble(customer, 'Aku dengarkan')).toBeVisible()
  await expect(customer).toHaveURL(/\/chat\//)

  // The next start of the app.
  await customer.goto(`${server.publicUrl}/app/`)
  await expect(customer).toHaveURL(/\/auth\/force-register$/)
  await expect(customer.getByRole('heading', { name: 'Daftar dulu, yuk' })).toBeVisible()
  await accessible(customer)
  await customer.goto(`${server.publicUrl}/app/home`)
  await expect(customer).toHaveURL(/\/auth\/force-register$/)

  await customer.getByRole('button', { name: 'Daftar dengan nomor HP' }).click()
  await customer.getByLabel('Nomor HP').fill('081311120002')
  await customer.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(customer.getByRole('heading', { name: 'Masukkan kode' })).toBeVisible()
  await customer.getByLabel('Kode OTP, 6 digit').fill(await server.codeFor('+6281311120002'))
  await expect(customer).toHaveURL(/\/home$/)
  await expect(customer.getByRole('heading', { level: 1, name: 'Hai, Kabut Riang' })).toBeVisible()
  await customer.getByRole('button', { name: 'Buka chat' }).click()
  await expect(bubble(customer, 'Aku dengarkan')).toBeVisible()
  await write(customer, 'Sekarang aku terdaftar')
  await expect(bubble(mitra, 'Sekarang aku terdaftar')).toBeVisible()
})

/// 5.4.4
test('guests are wanted again: new ones come in, and whoever has an account notices nothing', async ({
  device,
  server,
}) => {
  const [known, fresh] = [await device(), await device()]
  await asNewGuest(known, server, 'Ombak Tenang')
  await server.config('anonymity', { enabled: false })
  await expect(known).toHaveURL(/\/auth\/force-register$/)
  await known.getByRole('button', { name: 'Daftar dengan nomor HP' }).click()
  await known.getByLabel('Nomor HP').fill('081311120003')
  await known.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(known.getByRole('heading', { name: 'Masukkan kode' })).toBeVisible()
  await known.getByLabel('Kode OTP, 6 digit').fill(await server.codeFor('+6281311120003'))
  await expect(known).toHaveURL(/\/home$/)
  await server.config('anonymity', { enabled: true })
  await known.reload()
  await expect(known.getByRole('heading', { level: 1, name: 'Hai, Ombak Tenang' })).toBeVisible()
  await expect(known).toHaveURL(/\/home$/)
  await asNewGuest(fresh, server, 'Fajar Ramah')
  await fresh.getByRole('button', { name: 'Mulai Curhat' }).click()
  await expect(fresh.getByRole('dialog', { name: 'Sebelum mulai' })).toBeVisible()
})

test('signing out in one tab signs out all of that app, and leaves the other app alone', async ({ device, server }) => {
  const mitra = await device()
  await mitraOnline(mitra, server, '+6281311120004', 'Budi')
  const customer = await mitra.context().newPage()
  await asNewGuest(customer, server, 'Senja Perak')
  const other = await mitra.context().newPage()
  await other.goto(`${server.publicUrl}/app/profile`)
  await expect(other.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible()
  await other.getByRole('button', { name: 'Keluar', exact: true }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Keluar' }).click()
  await expect(other).toHaveURL(/\/welcome$/)
  await expect(customer).toHaveURL(/\/welcome$/)
  await expect(customer.getByText('Senja Perak')).toHaveCount(0)
  expect(await mitra.evaluate((key) => localStorage.getItem(key), TOKENS)).toContain('refresh_token')
  await mitra.reload()
  await expect(mitra.getByRole('heading', { level: 1, name: 'Halo, Budi' })).toBeVisible()
})
