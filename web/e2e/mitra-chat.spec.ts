import { accessible } from './axe'
import { accent, asGuest, badge, hue, inChat, moreTime, onDuty, openMitra, pass, toggle, wire } from './mitra'
import { accept, flip, helper, relax, request, say } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

test.use({ alone: 'mitra-chat' })
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('chat', { closure_grace_seconds: 300 })
  await server.config('extension-timeout', { seconds: 60 })
  await server.config('early-end', { customer: true, mitra: true })
})

const session = <T>(server: Server, token: string, id: string) =>
  server.call<T & { status: string; expires_at: string; grace_ends_at: string | null; topic_sensitivity: string }>(
    'GET',
    `/api/mitra/chat/sessions/${id}`,
    { token },
  )

/// 2.5.1, 2.5.2, 2.5.3
test('a wish for more time shows the topic as it is now', async ({ page, server }) => {
  const { mitra, guest, session } = await inChat(page, server, '+6281311115001', 'Kabut Riang')
  await moreTime(server, guest, session)
  const card = page.getByRole('region', { name: 'Minta tambahan waktu' })
  await expect(card.getByText('Kabut Riang ingin menambah 15 menit.')).toBeVisible()
  await expect(card.getByText(/^Jawab dalam (1:00|0:5\d)$/)).toBeVisible()
  await expect(card.getByText('Topik sensitif')).toHaveCount(0)
  await expect.poll(() => accent(card)).toBe('pink')
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await flip(server, mitra, session, 'sensitive')
  await expect(card.getByText('Topik sensitif')).toBeVisible()
  await expect.poll(() => accent(card)).toBe('yellow')
  await accessible(page)
})

/// 2.5.4, 3.2.3
test('accepted it goes on, longer, with the topic it had, and no time of grace is left', async ({ page, server }) => {
  const { mitra, guest, session: chat } = await inChat(page, server, '+6281311115002', 'Ombak Tenang', 'sensitive')
  await pass(server, 15 * 60)
  await expect(page.getByRole('heading', { name: 'Sesi sudah berakhir' })).toBeVisible()
  await expect(page.getByText('Waktunya habis.')).toBeVisible()
  await moreTime(server, guest, chat)
  await page.getByRole('region', { name: 'Minta tambahan waktu' }).getByRole('button', { name: 'Terima' }).click()
  await expect(page.getByText('Waktu ditambah 15 menit.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Sesi sudah berakhir' })).toHaveCount(0)
  await expect(badge(page)).toBeVisible()
  await expect.poll(() => hue(page)).toBe('yellow')
  const now = await session(server, mitra.who.access_token, chat.id)
  expect(now).toMatchObject({ status: 'active', grace_ends_at: null, topic_sensitivity: 'sensitive' })
  await expect(toggle(page)).toBeVisible()
  await asGuest(server, guest, chat, 'end')
})

/// 3.2.4
test('rejected it closes, and both are told why', async ({ page, server }) => {
  const { guest, session: chat } = await inChat(page, server, '+6281311115003', 'Fajar Ramah')
  await moreTime(server, guest, chat)
  await page.getByRole('region', { name: 'Minta tambahan waktu' }).getByRole('button', { name: 'Tolak' }).click()
  await expect(page.getByRole('heading', { name: 'Sesi sudah berakhir' })).toBeVisible()
  await expect(page.getByText('Tambahan waktu ditolak. Ucapkan selamat tinggal')).toBeVisible()
  const theirs = await server.call('GET', `/api/client/chat/sessions/${chat.id}`, { token: guest.access_token })
  expect(theirs).toMatchObject({ status: 'closing', end_reason: 'extension_rejected' })
})

/// 3.2.5
test('unanswered it closes', async ({ page, server }) => {
  await server.config('extension-timeout', { seconds: 1 })
  const { guest, session: chat } = await inChat(page, server, '+6281311115004', 'Senja Perak')
  await moreTime(server, guest, chat)
  await expect(page.getByRole('heading', { name: 'Sesi sudah berakhir' })).toBeVisible()
  await expect(page.getByText('Tambahan waktu tidak terjawab.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Minta tambahan waktu' })).toHaveCount(0)
})

/// 3.2.2
test('when the time is up both say goodbye, and it is completed', async ({ page, server }) => {
  const { mitra, guest, session: chat } = await inChat(page, server, '+6281311115005', 'Embun Pagi')
  await pass(server, 15 * 60)
  await expect(page.getByText('Waktunya habis. Ucapkan selamat tinggal')).toBeVisible()
  await accessible(page)
  // Until the very end one can still write.
  await page.getByLabel('Tulis pesan').fill('Jaga diri, ya')
  await page.getByRole('button', { name: 'Kirim' }).click()
  await expect(page.locator('[data-progress="sent"]')).toHaveCount(1)
  await asGuest(server, guest, chat, 'goodbye', { rating: 5, message: 'Terima kasih' })
  await expect(page.getByText('Embun Pagi sudah berpamitan.')).toBeVisible()
  await page.getByRole('button', { name: 'Berpamitan' }).click()
  const sheet = page.getByRole('dialog', { name: 'Berpamitan' })
  await accessible(page)
  await sheet.getByLabel('Pesan perpisahan (boleh kosong)').fill('Sampai jumpa')
  // A tap beside it takes nothing away.
  await page.mouse.click(20, 20)
  await expect(sheet).toHaveCount(0)
  await page.getByRole('button', { name: 'Berpamitan' }).click()
  await expect(sheet.getByLabel('Pesan perpisahan (boleh kosong)')).toHaveValue('Sampai jumpa')
  await sheet.getByRole('button', { name: 'Berpamitan' }).click()
  await expect(page.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await expect(page.getByLabel('Tulis pesan')).toHaveCount(0)
  await accessible(page)
  expect(await session(server, mitra.who.access_token, chat.id)).toMatchObject({ status: 'completed' })
  await page.getByRole('link', { name: 'Ke beranda' }).click()
  await expect(page).toHaveURL(/\/home$/)
  await expect(page.getByText('Belum ada sesi')).toBeVisible()
})

/// 4.1.5
test('left alone in the time of grace it is completed by itself', async ({ page, server }) => {
  const { guest, session: chat } = await inChat(page, server, '+6281311115006', 'Kabut Riang')
  await asGuest(server, guest, chat, 'end')
  await expect(page.getByText('Teman curhat mengakhiri sesi.')).toBeVisible()
  await page.getByRole('button', { name: 'Berpamitan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Berpamitan' }).click()
  await expect(page.getByText('Kamu sudah berpamitan. Menunggu teman curhat.')).toBeVisible()
  await pass(server, 300)
  await expect(page.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
})

/// 4.4.3
test('a mitra may end it early where operators allow it, after a question', async ({ page, server }) => {
  await inChat(page, server, '+6281311115007', 'Ombak Tenang')
  const end = page.getByRole('button', { name: 'Akhiri sesi' })
  await expect(end).toBeVisible()
  await server.config('early-end', { mitra: false })
  await expect(end).toHaveCount(0)
  await server.config('early-end', { mitra: true })
  await end.click()
  const dialog = page.getByRole('dialog', { name: 'Akhiri sesi sekarang?' })
  await accessible(page)
  await dialog.getByRole('button', { name: 'Batal' }).click()
  await expect(page.getByRole('heading', { name: 'Sesi sudah berakhir' })).toHaveCount(0)
  await end.click()
  await dialog.getByRole('button', { name: 'Akhiri' }).click()
  await expect(page.getByText('Kamu mengakhiri sesi.')).toBeVisible()
})

/// 4.2.5
test('what is unread is counted at home, in the tabs and beside the other conversation', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311115008', 'Sari')
  const chats = []
  for (const name of ['Kabut Riang', 'Ombak Tenang']) {
    const guest = await server.guest(name)
    const chat = await request(server, guest, name === 'Kabut Riang' ? 'regular' : 'sensitive')
    await accept(server, mitra, chat)
    chats.push({ guest, chat, name })
  }
  const [kabut, ombak] = chats
  if (!kabut || !ombak) throw new Error('two conversations are open')
  const line = (name: string) => page.getByRole('link').filter({ hasText: name })
  await expect(line('Ombak Tenang').getByText('Topik sensitif')).toBeVisible()
  await say(server, 'client', kabut.guest.access_token, kabut.chat, 'Halo?')
  await say(server, 'client', kabut.guest.access_token, kabut.chat, 'Ada yang bisa diajak bicara?')
  await say(server, 'client', ombak.guest.access_token, ombak.chat, 'Aku juga')
  await expect(line('Kabut Riang').getByText('2 pesan belum dibaca')).toBeAttached()
  await expect(line('Kabut Riang').getByText('Ada yang bisa diajak bicara?')).toBeVisible()
  await expect(page.getByRole('navigation').getByText('3 pesan belum dibaca')).toBeAttached()
  await expect(page).toHaveTitle(/^\(3\)/)
  await accessible(page)

  await line('Kabut Riang').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Kabut Riang' })).toBeFocused()
  const others = page.getByRole('navigation', { name: 'Sesi lain' })
  await expect(others.getByText('1 pesan belum dibaca')).toBeAttached()
  await page.getByLabel('Tulis pesan').fill('Belum selesai kutulis')
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await others.getByRole('link', { name: /Ombak Tenang/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ombak Tenang' })).toBeVisible()
  await expect.poll(() => hue(page)).toBe('yellow')
  await expect(page.getByLabel('Tulis pesan')).toHaveValue('')
  await others.getByRole('link', { name: /Kabut Riang/ }).click()
  await expect(page.getByLabel('Tulis pesan')).toHaveValue('Belum selesai kutulis')
  await expect.poll(() => hue(page)).toBe('pink')
  await page.reload()
  await expect(page.getByLabel('Tulis pesan')).toHaveValue('Belum selesai kutulis')
  await page.getByRole('button', { name: 'Kembali' }).click()
  await expect(page).toHaveURL(/\/home$/)
  await expect(page.getByText(/belum dibaca/)).toHaveCount(0)
  await expect(page).not.toHaveTitle(/^\(/)
})

test('a conversation that one scrolled up in is found where one left it', async ({ page, server }) => {
  const { mitra, guest, session: chat } = await inChat(page, server, '+6281311115009', 'Fajar Ramah')
  const other = await server.guest('Senja Perak')
  await accept(server, mitra, await request(server, other))
  for (let n = 1; n <= 30; n++) await say(server, 'client', guest.access_token, chat, `Baris ${n}`)
  await expect(page.getByText('Baris 30', { exact: true })).toBeInViewport()
  const box = page.getByRole('region', { name: 'Percakapan' })
  await box.evaluate((it) => it.scrollTo(0, 300))
  await expect(page.getByRole('button', { name: 'Ke pesan terbaru' })).toBeVisible()
  await say(server, 'client', guest.access_token, chat, 'Baris 31')
  await expect(page.getByRole('button', { name: '1 pesan baru' })).toBeVisible()
  await expect(page.getByText('Baris 31', { exact: true })).not.toBeInViewport()
  await accessible(page)
  await page.getByRole('button', { name: '1 pesan baru' }).click()
  await expect(page.getByText('Baris 31', { exact: true })).toBeInViewport()
  await box.evaluate((it) => it.scrollTo(0, 300))
  await expect(page.getByRole('button', { name: 'Ke pesan terbaru' })).toBeVisible()
  const before = await box.evaluate((it) => it.scrollHeight - it.scrollTop)
  await page.getByRole('link', { name: /Senja Perak/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Senja Perak' })).toBeVisible()
  await page.getByRole('link', { name: /Fajar Ramah/ }).click()
  await expect(page.getByText('Baris 31', { exact: true })).toBeAttached()
  await expect
    .poll(async () => Math.abs((await box.evaluate((it) => it.scrollHeight - it.scrollTop)) - before))
    .toBeLessThan(8)
})

/// 4.2.4
test('what one has seen is read, and the sender learns of it', async ({ page, server }) => {
  const { guest, session: chat } = await inChat(page, server, '+6281311115010', 'Embun Pagi')
  const status = async () => {
    const { items } = await server.call<{ items: { status: string }[] }>(
      'GET',
      `/api/client/chat/sessions/${chat.id}/messages`,
      { token: guest.access_token },
    )
    return items.at(-1)?.status
  }
  await say(server, 'client', guest.access_token, chat, 'Terlihat?')
  await expect(page.getByText('Terlihat?').first()).toBeVisible()
  await expect.poll(status).toBe('read')
  // Now nobody looks: it has arrived, and is not read.
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await say(server, 'client', guest.access_token, chat, 'Dan sekarang?')
  await expect.poll(status).toBe('delivered')
  await expect(page.getByText('Dan sekarang?').first()).toBeAttached()
  expect(await status()).toBe('delivered')
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect.poll(status).toBe('read')
})

/// 3.3.5, 3.3.10, 4.3.5
test('on a phone everything fits, and a keyboard covers neither the field nor the goodbye', async ({
  page,
  server,
}) => {
  const { guest, session: chat } = await inChat(
    page,
    server,
    '+6281311115012',
    'Nama Yang Panjang Sekali Untuk Layar Ini',
  )
  for (let n = 1; n <= 12; n++) await say(server, 'client', guest.access_token, chat, `Kata ${n} `.repeat(n))
  const overflowing = () =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  for (const width of [320, 412]) {
    await page.setViewportSize({ width, height: 700 })
    expect(await overflowing()).toBe(false)
    const buttons = await page.locator('header button').all()
    expect(buttons.length).toBeGreaterThan(0)
    for (const each of buttons) {
      const size = await each.boundingBox()
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44)
    }
  }
  expect(await page.evaluate(() => document.querySelector('meta[name=viewport]')?.getAttribute('content'))).toMatch(
    /viewport-fit=cover.*interactive-widget=resizes-content|interactive-widget=resizes-content.*viewport-fit=cover/,
  )
  // A keyboard takes half of the height.
  await page.getByLabel('Tulis pesan').focus()
  await page.setViewportSize({ width: 412, height: 380 })
  await expect(page.getByLabel('Tulis pesan')).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('listitem').filter({ hasText: 'Kata 12' })).toBeInViewport()
  await asGuest(server, guest, chat, 'end')
  await page.getByRole('button', { name: 'Berpamitan' }).click()
  const sheet = page.getByRole('dialog', { name: 'Berpamitan' })
  await sheet.getByLabel('Pesan perpisahan (boleh kosong)').focus()
  await page.setViewportSize({ width: 412, height: 240 })
  await expect(sheet.getByLabel('Pesan perpisahan (boleh kosong)')).toBeInViewport()
  await sheet.getByRole('button', { name: 'Berpamitan' }).scrollIntoViewIfNeeded()
  await expect(sheet.getByRole('button', { name: 'Berpamitan' })).toBeInViewport({ ratio: 0.98 })
  await sheet.getByRole('button', { name: 'Berpamitan' }).click()
  await expect(page.getByText('Kamu sudah berpamitan. Menunggu teman curhat.')).toBeVisible()
})

/// 4.3.1, 4.3.2, 3.3.6
test('a link into a conversation opens it, and back leads home, not out of the app', async ({ page, server }) => {
  const mitra = await helper(server, '+6281311115013', 'Sari')
  const guest = await server.guest('Senja Perak')
  const chat = await request(server, guest)
  await accept(server, mitra, chat)
  await openMitra(page, server, await server.signIn('mitra', '+6281311115013'), `/chat/${chat.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Senja Perak' })).toBeFocused()
  await expect(page).toHaveTitle('Curhat dengan Senja Perak – Curhat Mitra')
  await page.getByRole('button', { name: 'Kembali' }).click()
  await expect(page).toHaveURL(/\/home$/)
  await page.getByRole('link', { name: /Senja Perak/ }).click()
  await expect(page).toHaveURL(/\/chat\//)
  await page.goBack()
  await expect(page).toHaveURL(/\/home$/)
  await page.goto(`${server.publicUrl}/mitra/tidak/ada`)
  await expect(page.getByRole('heading', { name: 'Halaman tidak ditemukan' })).toBeVisible()
  await accessible(page)
  await page.getByRole('link', { name: 'Ke beranda' }).click()
  await expect(page).toHaveURL(/\/home$/)
})

/// 4.3.3
test('what is over when one comes to it takes the place of the conversation, not one above it', async ({
  page,
  server,
}) => {
  const { mitra, guest, session: chat } = await inChat(page, server, '+6281311115014', 'Fajar Ramah')
  await page.goto(`${server.publicUrl}/mitra/home`)
  await asGuest(server, guest, chat, 'end')
  await asGuest(server, guest, chat, 'goodbye')
  await server.call('POST', `/api/mitra/chat/sessions/${chat.id}/goodbye`, { token: mitra.token, body: {} })
  await page.goto(`${server.publicUrl}/mitra/chat/${chat.id}`)
  await expect(page).toHaveURL(new RegExp(`/history/${chat.id}$`))
  await page.goBack()
  await expect(page).toHaveURL(/\/home$/)
})

/// 4.2.3
test('what came while the app was away is delivered when it is back', async ({ page, server, context }) => {
  const line = await wire(page)
  const { guest, session: chat } = await inChat(page, server, '+6281311115011', 'Kabut Riang')
  await page.goto(`${server.publicUrl}/mitra/home`)
  await expect(page.getByText('Belum ada pesan. Sapa duluan, yuk.')).toBeVisible()
  line.cut()
  await expect(page.getByText('Menyambung lagi…')).toBeVisible()
  await accessible(page)
  await say(server, 'client', guest.access_token, chat, 'Kamu di mana?')
  const status = async () => {
    const token = guest.access_token
    const path = `/api/client/chat/sessions/${chat.id}/messages`
    return (await server.call<{ items: { status: string }[] }>('GET', path, { token })).items[0]?.status
  }
  expect(await status()).toBe('sent')
  await context.setOffline(true)
  await expect(page.getByText('Tidak ada internet. Tulisanmu tetap tersimpan.')).toBeVisible()
  await context.setOffline(false)
  line.mend()
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect.poll(status).toBe('delivered')
  await expect(page.getByText('Kamu di mana?')).toBeVisible()
  await expect(page.getByText('Menyambung lagi…')).toHaveCount(0)
})
