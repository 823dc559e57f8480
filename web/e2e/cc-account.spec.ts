import { accessible } from './axe'
import { colleague, enter } from './staff'
import { expect, test } from './test'

const form = async (page: import('@playwright/test').Page, current: string, next: string, again = next) => {
  await page.getByLabel('Password saat ini').fill(current)
  await page.getByLabel('Password baru', { exact: true }).fill(next)
  await page.getByLabel('Ulangi password baru').fill(again)
  await page.getByRole('button', { name: 'Ganti password' }).click()
}

/// 1.10.11
test('a wrong current password is said at its field, and counts once', async ({ page, server }) => {
  const person = await colleague(server, 'viewer', 'salah@curhat.local')
  await enter(page, server, { path: '/account', ...person })
  // The lock comes with the fifth: were one try sent twice, it would come earlier.
  for (let wrong = 1; wrong <= 4; wrong++) {
    const answered = page.waitForResponse('**/me/password')
    await form(page, `Salah123${wrong}`, 'Baru12345')
    expect((await answered).status()).toBe(401)
    await expect(page.getByText('Password saat ini salah.')).toBeVisible()
    await expect(page.getByLabel('Password saat ini')).toBeFocused()
  }
  await form(page, person.password, 'Baru12345')
  await expect(page.getByText('Password berhasil diubah.')).toBeVisible()
})

/// 1.10.12
test('a weak new password is refused with what it lacks', async ({ page, server }) => {
  await enter(page, server, { path: '/account' })
  for (const [weak, message] of [
    ['Ab1', 'Password minimal 8 karakter.'],
    ['TanpaAngka', 'Password harus mengandung angka.'],
    ['hurufkecil1', 'Password harus mengandung huruf besar.'],
    ['HURUFBESAR1', 'Password harus mengandung huruf kecil.'],
  ] as const) {
    await form(page, 'admin123', weak)
    await expect(page.getByText(message)).toBeVisible()
  }
  await form(page, 'admin123', 'Berbeda123', 'Berbeda124')
  await expect(page.getByText('Tidak sama dengan password baru.')).toBeVisible()
})

/// 1.10.13
test('a new password is taken, and is the one to sign in with from then on', async ({ page, server }) => {
  const person = await colleague(server, 'operator', 'ganti@curhat.local')
  await enter(page, server, { path: '/account', ...person })
  await form(page, person.password, 'SangatBaru2026')
  await expect(page.getByText('Password berhasil diubah.')).toBeVisible()
  await expect(page.getByLabel('Password saat ini')).toHaveValue('')
  const login = (password: string) =>
    server.call('POST', '/internal/auth/login', { body: { email: person.email, password } })
  await expect(login(person.password)).rejects.toThrow('INVALID_CREDENTIALS')
  await login('SangatBaru2026')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Akun saya' })).toBeVisible()
})

test('one sees where one is signed in, and ends it there', async ({ page, server, browser }) => {
  const person = await colleague(server, 'viewer', 'perangkat@curhat.local')
  const elsewhere = await browser.newContext({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Firefox/140' })
  const far = await elsewhere.newPage()
  await enter(far, server, { path: '/account', ...person })
  await enter(page, server, { path: '/account', ...person })
  const devices = page.getByRole('region', { name: 'Perangkat yang masuk' })
  await expect(devices.getByRole('listitem')).toHaveCount(2)
  await expect(devices.getByRole('listitem').filter({ hasText: 'Perangkat ini' })).toContainText('127.0.0.1')
  await devices.getByRole('button', { name: 'Keluarkan Firefox, Mac' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keluarkan' }).click()
  await expect(devices.getByRole('listitem')).toHaveCount(1)
  // The access token of the other lives on for its hour; at its next renewal it is out.
  await far.reload()
  await expect(far.getByRole('button', { name: 'Masuk' })).toBeVisible()
  await elsewhere.close()
})

test('one sees who one is and what one may do; accessible on a desk and in a hand', async ({ page, server }) => {
  const person = await colleague(server, 'viewer', 'profil@curhat.local')
  await enter(page, server, { path: '/account', ...person })
  const profile = page.getByRole('region', { name: 'Profil' })
  await expect(profile).toContainText('profil@curhat.local')
  await expect(profile).toContainText('Pengamat')
  await expect(profile).toContainText('Melihat log audit')
  await expect(profile).not.toContainText('Mengubah pengaturan')
  await accessible(page)
  await page.setViewportSize({ width: 412, height: 900 })
  await accessible(page)
})
