import { accessible } from './axe'
import { colleague, enter } from './staff'
import { expect, test } from './test'

const row = (page: import('@playwright/test').Page, text: string) => page.getByRole('row').filter({ hasText: text })
const login = (server: import('./server').Server, email: string, password: string) =>
  server.call('POST', '/internal/auth/login', { body: { email, password } })

/// 1.10.14
test('a user is created: every field is required, and a password can be made', async ({ page, server }) => {
  await enter(page, server, { path: '/users' })
  await page.getByRole('button', { name: 'Tambah pengguna' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Tambah', exact: true }).click()
  await expect(dialog.getByText('Wajib diisi.')).toHaveCount(4)
  await dialog.getByLabel('Nama').fill('Sari')
  await dialog.getByLabel('Email').fill('sari@curhat.local')
  await dialog.getByLabel('Peran').selectOption({ label: 'Operator' })
  const field = dialog.getByLabel('Password', { exact: true })
  await field.fill('lemah')
  await dialog.getByRole('button', { name: 'Tambah', exact: true }).click()
  await expect(dialog.getByText('Password minimal 8 karakter.')).toBeVisible()
  const made = new Set<string>()
  for (let again = 0; again < 20; again++) {
    await dialog.getByRole('button', { name: 'Generate' }).click()
    const password = await field.inputValue()
    expect(password).toMatch(/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$/)
    made.add(password)
  }
  expect(made.size).toBe(20)
  const password = await field.inputValue()
  await expect(dialog.getByRole('status')).toContainText(password)
  await dialog.getByRole('button', { name: 'Tambah', exact: true }).click()
  await expect(row(page, 'sari@curhat.local')).toContainText('Operator')
  await login(server, 'sari@curhat.local', password)
})

/// 1.10.15
test('an e-mail that is taken is said at its field', async ({ page, server }) => {
  await enter(page, server, { path: '/users' })
  await page.getByRole('button', { name: 'Tambah pengguna' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nama').fill('Kembar')
  await dialog.getByLabel('Email').fill('admin@curhat.local')
  await dialog.getByLabel('Peran').selectOption({ label: 'Pengamat' })
  await dialog.getByRole('button', { name: 'Generate' }).click()
  await dialog.getByRole('button', { name: 'Tambah', exact: true }).click()
  await expect(dialog.getByText('Email sudah digunakan.')).toBeVisible()
  await expect(dialog.getByLabel('Email')).toBeFocused()
  await expect(dialog.getByLabel('Nama')).toHaveValue('Kembar')
})

/// 1.10.16
test('a password is reset in its row, and its owner signs in with it', async ({ page, server }) => {
  const { email, password } = await colleague(server, 'operator', 'lupa@curhat.local')
  await enter(page, server, { path: '/users' })
  await page.getByRole('button', { name: 'Reset password lupa' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password baru').fill('tanpaangka')
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect(dialog.getByText('Password harus mengandung angka.')).toBeVisible()
  await dialog.getByLabel('Password baru').fill('Ingat2026')
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect(row(page, email)).toContainText('Tersimpan.')
  await expect(row(page, 'admin@curhat.local')).not.toContainText('Tersimpan.')
  await expect(login(server, email, password)).rejects.toThrow('INVALID_CREDENTIALS')
  await login(server, email, 'Ingat2026')
})

test('a user gets another role and name, and is shut out after a question', async ({ page, server }) => {
  const { email, password } = await colleague(server, 'viewer', 'naik@curhat.local')
  await enter(page, server, { path: '/users' })
  await page.getByRole('button', { name: 'Ubah naik' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nama').fill('Naik Pangkat')
  await dialog.getByLabel('Peran').selectOption({ label: 'Operator' })
  await dialog.getByRole('button', { name: 'Simpan' }).click()
  await expect(row(page, email)).toContainText('Operator')
  await page.getByRole('switch', { name: 'Akun Naik Pangkat aktif' }).click()
  await expect(page.getByRole('dialog', { name: 'Nonaktifkan Naik Pangkat?' })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Nonaktifkan' }).click()
  await expect(row(page, email)).toContainText('Nonaktif')
  await expect(login(server, email, password)).rejects.toThrow('ACCOUNT_INACTIVE')
})

test('what the server would refuse in a name or an address is said in the language of the page', async ({
  page,
  server,
}) => {
  await enter(page, server, { path: '/users' })
  await page.getByRole('button', { name: 'Tambah pengguna' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nama').fill('Sa\u202eri')
  await dialog.getByLabel('Email').fill('sari@.curhat.local')
  await dialog.getByLabel('Peran').selectOption({ label: 'Operator' })
  await dialog.getByRole('button', { name: 'Generate' }).click()
  await dialog.getByRole('button', { name: 'Tambah', exact: true }).click()
  await expect(dialog.getByText('Ada karakter yang tidak terlihat. Ketik ulang namanya.')).toBeVisible()
  await expect(dialog.getByText('Tulis alamat email yang lengkap.')).toBeVisible()
  await expect(dialog.getByLabel('Nama')).toBeFocused()
})

test('one can not deactivate oneself, and is told why', async ({ page, server }) => {
  await enter(page, server, { path: '/users' })
  await expect(row(page, 'admin@curhat.local')).toContainText('Anda')
  await expect(page.getByRole('switch', { name: /Akun Super Admin aktif.*akun sendiri/ })).toBeDisabled()
})

test('a viewer sees users and roles without what changes them; an operator is refused', async ({ browser, server }) => {
  const viewer = await colleague(server, 'viewer', 'pengamat@curhat.local')
  const operator = await colleague(server, 'operator', 'operator@curhat.local')
  const first = await browser.newPage()
  await enter(first, server, { path: '/users', ...viewer })
  await expect(row(first, 'operator@curhat.local')).toBeVisible()
  await expect(first.getByRole('heading', { name: 'Peran dan izinnya' })).toBeVisible()
  await expect(first.getByRole('button', { name: /Tambah pengguna|Reset password|^Ubah/ })).toHaveCount(0)
  await expect(first.getByRole('switch')).toHaveCount(0)
  await first.context().close()
  const second = await browser.newPage()
  await enter(second, server, { path: '/users', ...operator })
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Tidak punya akses')
  await expect(second.getByRole('link', { name: 'Pengguna' })).toHaveCount(0)
  await expect(second.getByRole('link', { name: 'Mitra', exact: true })).toBeVisible()
  await second.context().close()
})

test('the page and its dialogs are accessible, on a desk and in a hand', async ({ page, server }) => {
  await enter(page, server, { path: '/users' })
  await expect(page.getByRole('heading', { name: 'Peran dan izinnya' })).toBeVisible()
  await accessible(page)
  await page.setViewportSize({ width: 412, height: 900 })
  await accessible(page)
  await page.getByRole('button', { name: 'Tambah pengguna' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Generate' }).click()
  await accessible(page)
})
