import { accessible } from './axe'
import { badge, flips, frames, hue, inChat, toggle } from './mitra'
import { relax, flip as remotely } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

test.use({ alone: 'mitra-topic' })
test.beforeEach(async ({ server }) => {
  await relax(server)
  await careful(server, true, false)
})

const careful = (server: Server, confirmation_enabled: boolean, one_way_latch: boolean) =>
  server.config('sensitivity', { confirmation_enabled, one_way_latch })

/// 2.4.1, 2.4.3, 2.4.4
test('a sensitive conversation is yellow, and says so', async ({ page, server }) => {
  await inChat(page, server, '+6281311114001', 'Ombak Tenang', 'sensitive')
  await expect(badge(page)).toBeVisible()
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'true')
  await expect(toggle(page)).toHaveAccessibleName('Tandai topik umum')
  await expect.poll(() => hue(page)).toBe('yellow')
  await accessible(page)
})

/// 2.4.2, 2.4.3, 2.4.4
test('any other is pink, without a word about it', async ({ page, server }) => {
  await inChat(page, server, '+6281311114002', 'Kabut Riang')
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'false')
  await expect(toggle(page)).toHaveAccessibleName('Tandai topik sensitif')
  await expect(badge(page)).toHaveCount(0)
  await expect.poll(() => hue(page)).toBe('pink')
  await accessible(page)
})

/// 2.4.5, 2.4.6, 2.4.7, 2.4.15
test('marking as sensitive asks first: "Batal" changes nothing, "Tandai" flips at once', async ({ page, server }) => {
  const { got } = frames(page)
  const { mitra, session } = await inChat(page, server, '+6281311114003', 'Fajar Ramah')
  const patches: string[] = []
  page.on('request', (sent) => sent.method() === 'PATCH' && patches.push(sent.url()))
  const dialog = page.getByRole('dialog', { name: 'Tandai sesi ini sebagai sensitif?' })

  await toggle(page).click()
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await dialog.getByRole('button', { name: 'Batal' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(toggle(page)).toBeFocused()
  // Escape is a no as well.
  await toggle(page).click()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => hue(page)).toBe('pink')
  expect(patches).toEqual([])
  expect(await flips(server, session)).toEqual([])
  expect(got.some((frame) => frame.type === 'session_topic_updated')).toBe(false)

  await toggle(page).click()
  await dialog.getByRole('button', { name: 'Tandai' }).click()
  await expect(badge(page)).toBeVisible()
  await expect.poll(() => hue(page)).toBe('yellow')
  await expect(page.getByText(/^Topik ditandai sensitif · \d\d[.:]\d\d$/)).toBeVisible()
  expect(await flips(server, session)).toMatchObject([
    { from_value: 'regular', to_value: 'sensitive', mitra: { id: mitra.id, display_name: 'Sari' } },
  ])
})

/// 2.4.8, 2.4.11, 2.4.17
test('the way back asks too, and without the latch one goes to and fro', async ({ page, server }) => {
  const { session } = await inChat(page, server, '+6281311114004', 'Senja Perak', 'sensitive')
  await toggle(page).click()
  await page
    .getByRole('dialog', { name: 'Tandai sesi ini sebagai topik umum?' })
    .getByRole('button', { name: 'Tandai' })
    .click()
  await expect(badge(page)).toHaveCount(0)
  await expect.poll(() => hue(page)).toBe('pink')
  await toggle(page).click()
  await page
    .getByRole('dialog', { name: 'Tandai sesi ini sebagai sensitif?' })
    .getByRole('button', { name: 'Tandai' })
    .click()
  await expect(badge(page)).toBeVisible()
  const log = await flips(server, session)
  expect(log.map((each) => `${each.from_value} ${each.to_value}`)).toEqual(['sensitive regular', 'regular sensitive'])
  expect([...log].sort((a, b) => a.created_at.localeCompare(b.created_at))).toEqual(log)
})

/// 2.4.9, 2.4.10, 2.8.4
test('where no confirmation is wanted it flips at once, and a toast says so', async ({ page, server }) => {
  await inChat(page, server, '+6281311114005', 'Embun Pagi')
  // Set while the conversation is open: it holds at the next flip.
  await careful(server, false, false)
  await expect(async () => {
    const dialog = page.getByRole('dialog')
    await toggle(page).click({ timeout: 1000 })
    await expect(badge(page).or(dialog)).toBeVisible({ timeout: 1000 })
    if (await dialog.count()) await dialog.getByRole('button', { name: 'Batal' }).click()
    await expect(badge(page)).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.getByText('Sesi ditandai sensitif', { exact: true })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await accessible(page)
  await toggle(page).click()
  await expect(page.getByText('Sesi ditandai topik umum', { exact: true })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(badge(page)).toHaveCount(0)
})

/// 2.4.12, 2.4.13, 5.4.1
test('under the latch one may mark as sensitive, and then no more', async ({ page, server }) => {
  await careful(server, true, true)
  const { session } = await inChat(page, server, '+6281311114006', 'Kabut Riang')
  await toggle(page).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tandai' }).click()
  await expect(badge(page)).toBeVisible()
  await expect(toggle(page)).toBeDisabled()
  const why = 'Sesi sudah ditandai sensitif dan tidak bisa diubah kembali.'
  await expect(toggle(page)).toHaveAttribute('title', why)
  await expect(toggle(page)).toHaveAccessibleName(why)
  await page.reload()
  await expect(toggle(page)).toBeDisabled()
  await accessible(page)
  expect(await flips(server, session)).toHaveLength(1)
})

/// 2.4.14
test('whoever has not heard of the latch is refused, and told why', async ({ page, server }) => {
  // This app does not hear of settings: as if the news came a moment too late.
  await page.routeWebSocket(/\/api\/shared\/ws/, (socket) => {
    const up = socket.connectToServer()
    up.onMessage((message) => {
      if (!String(message).includes('"config_updated"')) socket.send(message)
    })
  })
  const { session } = await inChat(page, server, '+6281311114007', 'Ombak Tenang', 'sensitive')
  await expect(toggle(page)).toBeEnabled()
  await careful(server, true, true)
  await toggle(page).click()
  const answered = page.waitForResponse((response) => response.request().method() === 'PATCH')
  await page.getByRole('dialog').getByRole('button', { name: 'Tandai' }).click()
  expect(await (await answered).json()).toMatchObject({ status: 409, code: 'SENSITIVITY_LATCHED' })
  const told = page.getByRole('dialog', { name: 'Sesi sudah ditandai sensitif dan tidak bisa diubah kembali.' })
  await expect(told).toBeVisible()
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await told.getByRole('button', { name: 'Mengerti' }).click()
  await expect(told).toHaveCount(0)
  await expect(badge(page)).toBeVisible()
  await expect.poll(() => hue(page)).toBe('yellow')
  expect(await flips(server, session)).toEqual([])
})

/// 2.4.16
test('what another device has marked is seen here, and marking it again changes nothing', async ({ page, server }) => {
  const { got } = frames(page)
  const { mitra, session } = await inChat(page, server, '+6281311114008', 'Fajar Ramah')
  await remotely(server, mitra, session, 'sensitive')
  await expect(badge(page)).toBeVisible()
  await expect.poll(() => hue(page)).toBe('yellow')
  await remotely(server, mitra, session, 'sensitive')
  await remotely(server, mitra, session, 'regular')
  await expect(badge(page)).toHaveCount(0)
  expect(got.filter((frame) => frame.type === 'session_topic_updated')).toHaveLength(2)
  expect(await flips(server, session)).toHaveLength(2)
})

/// 5.4.2
test('rapid flips are all logged, in their order, and the screen ends where the server does', async ({
  page,
  server,
}) => {
  await careful(server, false, false)
  const { session } = await inChat(page, server, '+6281311114009', 'Senja Perak')
  for (let n = 1; n <= 7; n++) {
    await toggle(page).click()
    await expect(toggle(page)).toHaveAttribute('aria-pressed', String(n % 2 === 1))
  }
  // Taps faster than answers: each that counts is a flip of its own.
  for (let n = 0; n < 5; n++) await toggle(page).dispatchEvent('click')
  await expect(toggle(page)).not.toHaveAttribute('aria-busy', 'true')
  const log = await flips(server, session)
  let at = 'regular'
  for (const each of log) {
    expect(each.from_value).toBe(at)
    at = each.to_value
  }
  expect(log.length).toBeGreaterThanOrEqual(8)
  await expect(toggle(page)).toHaveAttribute('aria-pressed', String(at === 'sensitive'))
  await expect(badge(page)).toHaveCount(at === 'sensitive' ? 1 : 0)
  await expect(page.getByText(/^Topik ditandai/)).toHaveCount(log.length)
})

/// 2.7.2, 2.7.3
test('when the time is over the topic is marked no more: the mark stays, the way to change it goes', async ({
  page,
  server,
}) => {
  const { mitra, guest, session } = await inChat(page, server, '+6281311114010', 'Embun Pagi', 'sensitive')
  await server.call('POST', `/api/client/chat/sessions/${session.id}/end`, { token: guest.access_token })
  await expect(page.getByRole('heading', { name: 'Sesi sudah berakhir' })).toBeVisible()
  await expect(toggle(page)).toHaveCount(0)
  await expect(badge(page)).toBeVisible()
  await expect(remotely(server, mitra, session, 'regular')).rejects.toThrow('SESSION_NOT_ACTIVE')
  for (const [side, token] of [
    ['client', guest.access_token],
    ['mitra', mitra.token],
  ])
    await server.call('POST', `/api/${side}/chat/sessions/${session.id}/goodbye`, { token, body: {} })
  await expect(page.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await expect(toggle(page)).toHaveCount(0)
  await expect.poll(() => hue(page)).toBe('yellow')
  await expect(remotely(server, mitra, session, 'regular')).rejects.toThrow('SESSION_NOT_ACTIVE')
})
