import fs from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { accessible } from './axe'
import { helper, request } from './seed'
import { ADMIN } from './server'
import { anHourLater, colleague, enter, fillIn } from './staff'
import { expect, test } from './test'

test.use({ alone: 'cc-auth' })

/// 1.10.1
test('the first load is small and knows no firebase', async ({ page, server }) => {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) bodies.push(response.body())
  })
  await page.goto(server.internalUrl)
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible()
  const scripts = await Promise.all(bodies)
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.reduce((sum, each) => sum + each.length, 0)).toBeLessThan(150_000)
  for (const each of scripts) expect(each.toString().toLowerCase()).not.toContain('firebase')
  const lock = fs.readFileSync(path.resolve(import.meta.dirname, '../package-lock.json'), 'utf8')
  expect(lock.toLowerCase()).not.toContain('firebase')
})

/// 1.10.2, 5.1.3
test('the right credentials lead to the dashboard', async ({ page, server }) => {
  await page.goto(server.internalUrl)
  await expect(page).toHaveURL(/\/login$/)
  await fillIn(page, ADMIN.email, ADMIN.password)
  await expect(page).toHaveURL(/\/dashboard$/)
  await expect(page.getByRole('heading', { name: 'Dasbor', level: 1 })).toBeFocused()
  await expect(page).toHaveTitle(/Dasbor/)
})

/// 1.10.3
test('wrong credentials are said in the same words, whatever was wrong', async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/login`)
  for (const [email, password] of [
    [ADMIN.email, 'Salah123'],
    ['tidak.ada@curhat.local', 'Salah123'],
  ] as const) {
    await fillIn(page, email, password)
    await expect(page.getByRole('alert')).toHaveText('Email atau password salah.')
    await expect(page.getByLabel('Email')).toHaveValue(email)
    await expect(page).toHaveURL(/\/login/)
  }
})

test('an empty form asks for what is missing, and puts the focus there', async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/login`)
  await page.getByRole('button', { name: 'Masuk' }).click()
  await expect(page.getByText('Wajib diisi.')).toHaveCount(2)
  await expect(page.getByLabel('Email')).toBeFocused()
})

/// 1.10.4
test('a locked account says so in Indonesian, and counts down', async ({ page, server }) => {
  const { email, password } = await colleague(server, 'viewer', 'terkunci@curhat.local')
  await page.goto(`${server.internalUrl}/login`)
  for (let wrong = 1; wrong <= 5; wrong++) {
    const answered = page.waitForResponse('**/internal/auth/login')
    await fillIn(page, email, 'Salah123')
    expect((await answered).status()).toBe(401)
    await expect(page.getByRole('button', { name: 'Masuk' })).not.toHaveAttribute('aria-busy')
  }
  await fillIn(page, email, password)
  const told = page.getByText(/Akun terkunci; coba lagi dalam \d+:\d\d\./)
  await expect(told).toBeVisible()
  await expect(page.getByRole('button', { name: 'Masuk' })).toBeDisabled()
  const before = await told.textContent()
  await expect(told).not.toHaveText(before ?? '')
})

test('a password can be looked at', async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/login`)
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('Rahasia123')
  await expect(password).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Tampilkan' }).click()
  await expect(password).toHaveAttribute('type', 'text')
})

/// 1.10.5
test('a hard reload keeps one signed in', async ({ page, server }) => {
  await enter(page, server)
  await expect(page.getByRole('heading', { name: 'Dasbor' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Dasbor' })).toBeVisible()
  await expect(page).toHaveURL(/\/dashboard$/)
})

/// 1.10.6
test('a closed tab, opened again, is signed in by the cookie', async ({ page, context, server }) => {
  await enter(page, server)
  await expect(page.getByRole('heading', { name: 'Dasbor' })).toBeVisible()
  await page.close()
  const again = await context.newPage()
  const renewed = again.waitForResponse('**/internal/auth/refresh')
  await again.goto(server.internalUrl)
  expect((await renewed).status()).toBe(200)
  await expect(again.getByRole('heading', { name: 'Dasbor' })).toBeVisible()
})

/// 1.10.7
test('signing out ends it here and at the server', async ({ page, context, server }) => {
  await enter(page, server)
  const told = page.waitForResponse('**/internal/auth/logout')
  await page.getByRole('button', { name: /Menu akun/ }).click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  expect((await told).status()).toBe(204)
  await expect(page).toHaveURL(/\/login$/)
  await expect(page.getByText('Anda sudah keluar.')).toBeVisible()
  expect((await context.cookies()).filter((cookie) => cookie.name === 'cc_refresh_token')).toEqual([])
  await page.goto(`${server.internalUrl}/sessions`)
  await expect(page).toHaveURL(/\/login\?next=%2Fsessions$/)
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible()
})

test('signing out in one tab signs out all', async ({ page, context, server }) => {
  await enter(page, server)
  const other = await context.newPage()
  await other.goto(`${server.internalUrl}/sessions`)
  await expect(other.getByRole('heading', { name: 'Sesi', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: /Menu akun/ }).click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await expect(page).toHaveURL(/\/login$/)
  await expect(other.getByRole('heading', { name: 'Masuk' })).toBeVisible()
})

/// 1.10.8
test('an expired access token is renewed unseen', async ({ page, server }) => {
  // A page that asks for nothing by itself.
  await enter(page, server, { path: '/customers' })
  await expect(page.getByRole('heading', { name: 'Pelanggan', level: 1 })).toBeVisible()
  // Whichever call comes first after that: the page looks again by itself now and then.
  const refused = page.waitForResponse((response) => response.status() === 401)
  const renewed = page.waitForResponse('**/internal/auth/refresh')
  await anHourLater(server)
  await page.getByRole('link', { name: 'Sesi', exact: true }).click()
  await refused
  expect((await renewed).status()).toBe(200)
  await expect(page.getByRole('heading', { name: 'Sesi', level: 1 })).toBeVisible()
  await expect(page.getByText('Belum ada sesi').or(page.getByRole('table'))).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

/// 1.10.9
test('a refresh that fails leads to the login page, and from there back', async ({ page, context, server }) => {
  // A page that asks for nothing by itself.
  await enter(page, server, { path: '/customers' })
  await expect(page.getByRole('heading', { name: 'Pelanggan', level: 1 })).toBeVisible()
  await context.clearCookies()
  await anHourLater(server)
  await page.getByRole('link', { name: 'Sesi', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible()
  await expect(page.getByText('Sesi masuk Anda sudah berakhir. Silakan masuk lagi.')).toBeVisible()
  await fillIn(page, ADMIN.email, ADMIN.password)
  await expect(page).toHaveURL(/\/sessions$/)
})

/// 1.10.10
test('two refusals at once are one refresh, and both are asked again', async ({ page, server }) => {
  // A page that asks for nothing by itself.
  await enter(page, server, { path: '/customers' })
  await expect(page.getByRole('heading', { name: 'Pelanggan', level: 1 })).toBeVisible()
  await anHourLater(server)
  const seen: string[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    // The page before may still hear of its own.
    if (pathname.startsWith('/internal/') && pathname !== '/internal/customers')
      seen.push(`${response.status()} ${pathname}`)
  })
  // Both answers come late, so that both have been refused before anyone renews.
  await page.route('**/internal/auth/refresh', async (route) => {
    await expect.poll(() => seen.filter((each) => each.startsWith('401')).length).toBe(2)
    await route.continue()
  })
  await page.getByRole('link', { name: 'Sesi', exact: true }).click()
  await expect
    .poll(() => seen.toSorted())
    .toEqual([
      '200 /internal/auth/refresh',
      '200 /internal/mitras',
      '200 /internal/sessions',
      '401 /internal/mitras',
      '401 /internal/sessions',
    ])
})

/// 1.10.17
test('every call of the API carries credentials', async ({ page, server }) => {
  await page.addInitScript(() => {
    const sent: [string, string][] = []
    Object.assign(window, { sent })
    const real = window.fetch
    window.fetch = (input, init) => {
      const request = new Request(input, init)
      sent.push([new URL(request.url).pathname, request.credentials])
      return real(input, init)
    }
  })
  await enter(page, server)
  await expect(page.getByRole('heading', { name: 'Dasbor' })).toBeVisible()
  await page.getByRole('link', { name: 'Sesi', exact: true }).click()
  await expect(page.getByText('Belum ada sesi')).toBeVisible()
  const sent = await page.evaluate(() => (window as unknown as { sent: [string, string][] }).sent)
  expect(sent.map(([address]) => address)).toEqual(
    expect.arrayContaining(['/internal/auth/login', '/internal/dashboard', '/internal/sessions']),
  )
  for (const [address, credentials] of sent) expect(credentials, address).toBe('include')
})

test('a deep link is opened after signing in, with its filters', async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/sessions?status=active&topic_sensitivity=sensitive`)
  await expect(page).toHaveURL(/\/login\?next=/)
  await fillIn(page, ADMIN.email, ADMIN.password)
  await expect(page).toHaveURL(/\/sessions\?status=active&topic_sensitivity=sensitive$/)
  await expect(page.getByLabel('Status')).toHaveValue('active')
})

test('a link to elsewhere is not followed after signing in', async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/login?next=${encodeURIComponent('//example.org/')}`)
  await fillIn(page, ADMIN.email, ADMIN.password)
  await expect(page).toHaveURL(`${server.internalUrl}/dashboard`)
})

test('what one’s role does not allow is not offered, and is refused in words', async ({ page, server }) => {
  const { email, password } = await colleague(server, 'operator', 'kembali@curhat.local')
  await enter(page, server, { email, password })
  await expect(page.getByRole('link', { name: 'Sesi', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Pengguna', exact: true })).toHaveCount(0)
  await page.goto(`${server.internalUrl}/users`)
  await expect(page.getByRole('heading', { name: 'Tidak punya akses' })).toBeVisible()
  await expect(page).toHaveURL(/\/users$/)
})

/// 5.2.1
test('every page opens in Chromium', async ({ page, server }) => {
  await helper(server, '+6281200000081', 'Mega Halaman')
  await request(server, await server.guest('Tamu Halaman'))
  await enter(page, server)
  for (const [label, path, shown] of [
    ['Sesi', '/sessions', 'Tamu Halaman'],
    ['Mitra', '/mitras', 'Mega Halaman'],
    ['Aktivitas mitra', '/mitra-activity', 'Mega Halaman'],
    ['Pelanggan', '/customers', 'Tamu Halaman'],
    ['Pengguna', '/users', ADMIN.email],
    ['Pengaturan', '/settings', 'Anonimitas'],
    ['Log audit', '/audit-log', 'Mendaftarkan mitra Mega Halaman'],
    ['Dasbor', '/dashboard', 'Pendapatan hari ini'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: label, exact: true }).click()
    await expect(page).toHaveURL(server.internalUrl + path)
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await expect(page.getByRole('navigation').getByRole('link', { name: label, exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    )
    await expect(page.getByRole('main').getByText(shown).filter({ visible: true }).first()).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
  }
  await page.getByRole('button', { name: /Menu akun/ }).click()
  await page.getByRole('link', { name: 'Akun saya' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Akun saya')
})

test('theme and language are chosen in the menu, and stay', async ({ page, server }) => {
  await enter(page, server)
  await page.getByRole('button', { name: /Menu akun/ }).click()
  await page.getByRole('button', { name: 'Gelap' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

/** Goes back from stop to stop, by the keyboard alone. */
async function backTo(page: Page, target: Locator) {
  for (let stops = 0; stops < 20; stops++) {
    await page.keyboard.press('Shift+Tab')
    if (await target.evaluate((it) => it === document.activeElement)) break
  }
  await expect(target).toBeFocused()
}

test('the keyboard gets everywhere: past the navigation, and through the menu', async ({ page, server }) => {
  await enter(page, server)
  await expect(page.getByRole('heading', { name: 'Dasbor' })).toBeFocused()
  const skip = page.getByRole('link', { name: 'Lewati ke isi' })
  await backTo(page, skip)
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  const menu = page.getByRole('button', { name: /Menu akun/ })
  await backTo(page, menu)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Keluar' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Keluar' })).toBeHidden()
  await expect(menu).toBeFocused()
})

test('the login page is accessible, wide and narrow', async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/login`)
  await fillIn(page, ADMIN.email, 'Salah123')
  await expect(page.getByRole('alert')).toBeVisible()
  for (const width of [1280, 412]) {
    await page.setViewportSize({ width, height: 800 })
    await accessible(page)
  }
})

test('the drawer of small screens is accessible and leads on', async ({ page, server }) => {
  await page.setViewportSize({ width: 412, height: 915 })
  await enter(page, server)
  await page.getByRole('button', { name: 'Buka menu' }).click()
  await accessible(page)
  await page.getByRole('link', { name: 'Sesi', exact: true }).click()
  await expect(page).toHaveURL(/\/sessions$/)
  await expect(page.getByRole('dialog', { name: 'Menu' })).toBeHidden()
})

test.describe('without a network', () => {
  test.use({ expectedErrors: [/Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|FAILED)/] })

  test('when the server goes away one is told, and it mends itself', async ({ page, server }) => {
    await enter(page, server)
    await expect(page.getByRole('heading', { name: 'Dasbor' })).toBeVisible()
    await page.context().setOffline(true)
    await expect(page.getByText('Tidak ada koneksi ke server. Menyambung lagi…')).toBeVisible()
    await page.context().setOffline(false)
    await expect(page.getByText('Tidak ada koneksi ke server. Menyambung lagi…')).toBeHidden()
  })

  test('a server that can’t be asked at the start is said, and asked again', async ({ page, server }) => {
    await enter(page, server)
    let broken = true
    await page.route('**/internal/auth/refresh', (route) => (broken ? route.abort() : route.continue()))
    await page.reload()
    await expect(page.getByRole('alert')).toContainText('Tidak ada koneksi ke server. Periksa internet Anda.')
    broken = false
    await page.getByRole('button', { name: 'Coba lagi' }).click()
    await expect(page.getByRole('heading', { name: 'Dasbor' })).toBeVisible()
  })
})
