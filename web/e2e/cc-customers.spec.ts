import { accessible } from './axe'
import { accept, complete, helper, online, relax, request } from './seed'
import { colleague, enter } from './staff'
import { expect, test } from './test'

test('customers are found by name and phone, guests and registered ones apart', async ({ page, server }) => {
  await server.guest('Senja Tenang')
  await server.signIn('client', '+6281280000001')
  await enter(page, server, { path: '/customers' })
  const guest = page.getByRole('row').filter({ hasText: 'Senja Tenang' })
  await expect(guest).toContainText('Tamu')
  await page.getByRole('searchbox').fill('81280000001')
  const known = page.getByRole('row').filter({ hasText: '+6281280000001' })
  await expect(known).toContainText('Terdaftar')
  await expect(guest).toHaveCount(0)
  await known.getByRole('link').click()
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.locator('#content')).toContainText('+6281280000001')
  await page.getByRole('link', { name: 'Lihat sesinya' }).click()
  await expect(page).toHaveURL(/\/sessions\?customer_id=[0-9a-f-]{36}$/)
  await page.goBack()
  await page.goBack()
  await expect(page.getByRole('searchbox')).toHaveValue('81280000001')
})

test("one customer's sessions are listed without those of a namesake, until one asks for everyone's", async ({
  page,
  server,
}) => {
  await relax(server)
  const mitra = await helper(server, '+6281280000777', 'Mitra Nama')
  await online(server, mitra.token, true)
  const [one, other] = [await server.guest('Sama Persis'), await server.guest('Sama Persis')]
  for (const who of [one, other]) {
    const session = await request(server, who)
    await accept(server, mitra, session)
    await complete(server, mitra, who, session)
  }
  await enter(page, server, { path: `/customers/${one.profile.id}` })
  await page.getByRole('link', { name: 'Lihat sesinya' }).click()
  const rows = page.getByRole('row').filter({ hasText: 'Sama Persis' })
  await expect(rows).toHaveCount(1)
  await page.reload()
  await expect(page.getByText('Pelanggan: Sama Persis')).toBeVisible()
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: 'Tampilkan semua pelanggan' }).click()
  await expect(rows).toHaveCount(2)
  await page.goBack()
  await expect(rows).toHaveCount(1)
  await page.goBack()
  await page.getByRole('link', { name: 'Lihat di log audit' }).click()
  await expect(page).toHaveURL(/\/audit-log\?target_id=/)
  await expect(page.getByText(`Tentang: ${one.profile.id}`)).toBeVisible()
})

test('a customer who is not there is said to be so', async ({ page, server }) => {
  await enter(page, server, { path: '/customers/00000000-0000-7000-8000-000000000000' })
  await expect(page.getByRole('alert')).toContainText('Tidak ditemukan.')
})

test('an operator sees no way to erase a customer', async ({ page, server }) => {
  const { profile } = await server.guest('Ratna Tetap')
  const operator = await colleague(server, 'operator', 'penghapus@curhat.local')
  await enter(page, server, { path: `/customers/${profile.id}`, ...operator })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ratna Tetap')
  await expect(page.getByText('Tamu belum menautkan')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Hapus pelanggan ini' })).toHaveCount(0)
})

test('a super admin erases a customer who asks for it', async ({ page, server }) => {
  const { profile } = await server.guest('Ratna Lupa')
  await enter(page, server, { path: `/customers/${profile.id}` })
  const erase = page.getByRole('button', { name: 'Hapus pelanggan ini' })
  await erase.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Batal' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ratna Lupa')
  await erase.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Hapus' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Erased customer')
  await expect(erase).toHaveCount(0)
  await expect(page.locator('#content')).toContainText('Pelanggan ini sudah dihapus')
  await accessible(page)
})

test('list and detail are accessible, on a desk and in a hand', async ({ page, server }) => {
  const { profile } = await server.guest('Fajar Riang')
  await enter(page, server, { path: '/customers' })
  await expect(page.getByText('Fajar Riang')).toBeVisible()
  await accessible(page)
  await page.setViewportSize({ width: 412, height: 900 })
  await accessible(page)
  await page.goto(`${server.internalUrl}/customers/${profile.id}`)
  await expect(page.getByText('Tamu belum menautkan')).toBeVisible()
  await accessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await accessible(page)
})
