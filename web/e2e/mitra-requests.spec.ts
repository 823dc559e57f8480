import { accessible } from './axe'
import { accent, answer, asked, frames, hue, onDuty, openMitra, overlay } from './mitra'
import { accept, helper, relax, request } from './seed'
import type { Server, SignedIn } from './server'
import { expect, test } from './test'

test.use({ alone: 'mitra-requests' })
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('chat', { request_timeout_seconds: 60 })
})

/** What a test leaves open would come to the mitra of the next. */
const open: { guest: SignedIn; session: { id: string } }[] = []
test.afterEach(async ({ server }) => {
  for (const { guest, session } of open.splice(0)) await cancel(server, guest, session).catch(() => undefined)
})

const cancel = (server: Server, guest: SignedIn, { id }: { id: string }) =>
  server.call('POST', `/api/client/chat/sessions/${id}/cancel`, { token: guest.access_token })

/** A request of somebody new. */
async function ask(server: Server, name: string, topic: 'regular' | 'sensitive' = 'regular') {
  const guest = await server.guest(name)
  const session = await request(server, guest, topic)
  open.push({ guest, session })
  return { guest, session }
}

/** What the log of a mitra says became of a request. */
async function outcome(server: Server, mitra: { id: string }, session: { id: string }) {
  const { notifications } = await server.call<{ notifications: { mitra: { id: string }; status: string }[] }>(
    'GET',
    `/internal/sessions/${session.id}`,
    { token: await server.admin() },
  )
  return notifications.find((each) => each.mitra.id === mitra.id)?.status
}

/// 2.3.1, 2.3.2, 3.3.7
test('a request says who, how long and what kind of topic; a sensitive one in yellow', async ({ page, server }) => {
  await onDuty(page, server, '+6281311113001', 'Sari')
  const regular = await ask(server, 'Kabut Riang')
  const sheet = overlay(page)
  await expect(sheet.getByText('Kabut Riang')).toBeVisible()
  await expect(sheet.getByText('15 menit · Rp15.000')).toBeVisible()
  await expect(sheet.getByText('Topik sensitif')).toHaveCount(0)
  await expect.poll(() => accent(sheet)).toBe('pink')
  await accessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await cancel(server, regular.guest, regular.session)
  await page.getByRole('button', { name: 'Mengerti' }).click()

  const sensitive = await ask(server, 'Ombak Tenang', 'sensitive')
  await expect(sheet.getByText('Topik sensitif')).toBeVisible()
  await expect.poll(() => accent(sheet)).toBe('yellow')
  await accessible(page)

  // It stands at the lower edge of the phone, whole, with room between the two answers; a tap beside it does nothing.
  const box = await sheet.boundingBox()
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  expect(box && Math.abs(box.y + box.height - height) <= 1 && box.x >= 0 && box.x + box.width <= width).toBe(true)
  const no = await sheet.getByRole('button', { name: 'Tolak' }).boundingBox()
  const yes = await sheet.getByRole('button', { name: 'Terima' }).boundingBox()
  expect(Math.min(no?.height ?? 0, yes?.height ?? 0)).toBeGreaterThanOrEqual(44)
  expect((yes?.x ?? 0) - ((no?.x ?? 0) + (no?.width ?? 0))).toBeGreaterThanOrEqual(40)
  await page.mouse.click(width / 2, 80)
  await expect(sheet.getByText('Ombak Tenang')).toBeVisible()
  await cancel(server, sensitive.guest, sensitive.session)
  await page.getByRole('button', { name: 'Mengerti' }).click()
})

/// 2.3.3, 2.3.5, 1.13.2
test('the topic comes with the frame, with the sync, and with what is asked when the app is looked at again', async ({
  page,
  server,
}) => {
  const { got, sent } = frames(page)
  const mitra = await onDuty(page, server, '+6281311113002', 'Sari')
  const { guest, session } = await ask(server, 'Fajar Ramah', 'sensitive')
  await expect(asked(page, 'Fajar Ramah')).toBeVisible()
  expect(sent[0]).toMatchObject({ type: 'auth' })
  expect(got.find((frame) => frame.type === 'chat_request')).toMatchObject({
    request: { session_id: session.id, topic_sensitivity: 'sensitive' },
  })

  const { items } = await server.call<{ items: object[] }>('GET', '/api/mitra/chat/requests', { token: mitra.token })
  expect(items).toMatchObject([{ session_id: session.id, topic_sensitivity: 'sensitive' }])
  const resumed = page.waitForResponse((response) => response.url().endsWith('/api/mitra/chat/requests'))
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  expect(await (await resumed).json()).toMatchObject({ items: [{ topic_sensitivity: 'sensitive' }] })

  got.length = 0
  await page.reload()
  await expect(asked(page, 'Fajar Ramah').getByText('Topik sensitif')).toBeVisible()
  expect(got.find((frame) => frame.type === 'sync')).toMatchObject({
    requests: [{ session_id: session.id, topic_sensitivity: 'sensitive' }],
  })
  await cancel(server, guest, session)
})

/// 2.3.4
test('the notification that a closed app would get says it too', async ({ server }) => {
  const mitra = await helper(server, '+6281311113003', 'Budi')
  await server.call('POST', '/api/shared/device-token', {
    token: mitra.token,
    body: { token: 'a-phone-of-budi', platform: 'android' },
  })
  const { guest, session } = await ask(server, 'Senja Perak', 'sensitive')
  const pushed = () =>
    server.log.split('\n').find((line) => line.includes('push') && line.includes(session.id) && line.includes(mitra.id))
  await expect.poll(pushed).toContain('sensitive')
  await cancel(server, guest, session)
})

/// 2.3.6
test('who accepts a sensitive request is in a yellow chat', async ({ page, server }) => {
  await onDuty(page, server, '+6281311113004', 'Sari')
  await ask(server, 'Embun Pagi', 'sensitive')
  await answer(page, 'Embun Pagi', 'Terima')
  await expect(page).toHaveURL(/\/chat\//)
  await expect(page.locator('header').getByText('Topik sensitif')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Embun Pagi' })).toBeVisible()
  await expect.poll(() => hue(page)).toBe('yellow')
})

/// 3.1.1
test('of several requests one is shown at a time, most urgent first, the next when it is resolved', async ({
  page,
  server,
}) => {
  const mitra = await onDuty(page, server, '+6281311113005', 'Sari')
  const first = await ask(server, 'Satu')
  const second = await ask(server, 'Dua')
  await ask(server, 'Tiga')
  await expect(asked(page, 'Satu').getByText('+2 lagi')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await answer(page, 'Satu', 'Tolak')
  await expect(asked(page, 'Dua').getByText('+1 lagi')).toBeVisible()
  await expect.poll(() => outcome(server, mitra, first.session)).toBe('rejected')
  // What is over while it waits its turn goes without a word.
  await cancel(server, second.guest, second.session)
  await page.getByRole('button', { name: 'Mengerti' }).click()
  await expect(asked(page, 'Tiga')).toBeVisible()
  await expect(page.getByText(/\+\d lagi/)).toHaveCount(0)
  const fourth = await ask(server, 'Empat')
  await expect(page.getByText('+1 lagi')).toBeVisible()
  await cancel(server, fourth.guest, fourth.session)
  await expect(page.getByText('+1 lagi')).toHaveCount(0)
  await expect(asked(page, 'Tiga')).toBeVisible()
  await answer(page, 'Tiga', 'Terima')
  await expect(page.getByRole('heading', { level: 1, name: 'Tiga' })).toBeVisible()
})

/// 3.1.2
test('one that the customer takes back says so, until it is acknowledged', async ({ page, server }) => {
  await onDuty(page, server, '+6281311113006', 'Sari')
  const { guest, session } = await ask(server, 'Kabut Riang')
  await expect(asked(page, 'Kabut Riang')).toBeVisible()
  await cancel(server, guest, session)
  const sheet = page.getByRole('dialog', { name: 'Permintaan dibatalkan' })
  await expect(sheet.getByText('Kabut Riang membatalkan permintaan ini.')).toBeVisible()
  await expect(sheet.getByRole('button')).toHaveText(['Mengerti'])
  await page.mouse.click(200, 80)
  await accessible(page)
  await expect(sheet).toBeVisible()
  await sheet.getByRole('button', { name: 'Mengerti' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

/// 3.1.3, 5.3.3
test('one that another mitra was faster with says so, also to who taps at that moment', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311113007', 'Sari')
  const rival = await helper(server, '+6281311113008', 'Budi')
  const seen = await ask(server, 'Ombak Tenang')
  await expect(asked(page, 'Ombak Tenang')).toBeVisible()
  await accept(server, rival, seen.session)
  const sheet = page.getByRole('dialog', { name: 'Sudah diambil mitra lain' })
  await expect(sheet.getByText('Ombak Tenang sudah mendapat teman curhat lain.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Mengerti' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // The tap is on its way while the other one wins, and nobody has told this app.
  const raced = await ask(server, 'Fajar Ramah')
  const waiting = await ask(server, 'Senja Perak')
  await expect(asked(page, 'Fajar Ramah')).toBeVisible()
  let refused: unknown
  await page.route('**/requests/*/accept', async (route) => {
    await accept(server, rival, raced.session)
    const response = await route.fetch()
    refused = { status: response.status(), ...(await response.json()) }
    await route.fulfill({ response })
  })
  await expect(async () => {
    await asked(page, 'Fajar Ramah').getByRole('button', { name: 'Terima' }).click({ timeout: 1000 })
    await expect(sheet).toBeVisible({ timeout: 1000 })
  }).toPass()
  const late = { status: 409, code: 'REQUEST_NOT_AVAILABLE', reason: 'accepted_by_other' }
  await expect.poll(() => refused).toMatchObject(late)
  expect(await outcome(server, mitra, raced.session)).toBe('missed')
  await accessible(page)
  await sheet.getByRole('button', { name: 'Mengerti' }).click()
  await expect(asked(page, 'Senja Perak')).toBeVisible()
  await expect(page).toHaveURL(/\/home$/)
  await cancel(server, waiting.guest, waiting.session)
})

/// 3.1.4
test('one that nobody answered in time says so, until it is acknowledged', async ({ page, server }) => {
  await server.config('chat', { request_timeout_seconds: 2 })
  await onDuty(page, server, '+6281311113009', 'Sari')
  await ask(server, 'Embun Pagi')
  await expect(asked(page, 'Embun Pagi')).toBeVisible()
  const sheet = page.getByRole('dialog', { name: 'Waktu habis' })
  await expect(sheet.getByText('Permintaan dari Embun Pagi tidak sempat dijawab.')).toBeVisible()
  await accessible(page)
  await sheet.getByRole('button', { name: 'Mengerti' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

/// 3.1.5
test('one that is swiped away is not rejected, and can still be had', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311113010', 'Sari')
  const answers: string[] = []
  page.on('request', (sent) => {
    if (/\/(accept|reject)$/.test(sent.url())) answers.push(sent.url())
  })
  const { session } = await ask(server, 'Kabut Riang', 'sensitive')
  await expect(asked(page, 'Kabut Riang')).toBeVisible()
  const box = await overlay(page).boundingBox()
  const from = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + 20 }
  // A little pull falls back.
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, from.y + 30, { steps: 10 })
  await page.mouse.up()
  await expect(asked(page, 'Kabut Riang')).toBeVisible()
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, from.y + 160, { steps: 10 })
  await page.mouse.up()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await outcome(server, mitra, session)).toBe('pending')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Permintaan yang ditunda' })).toBeVisible()
  await expect(page.getByText('Topik sensitif')).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: 'Lihat' }).click()
  await answer(page, 'Kabut Riang', 'Terima')
  await expect(page).toHaveURL(/\/chat\//)
  expect(answers).toHaveLength(1)
  expect(answers[0]).toContain('/accept')
})

test('whoever is writing when one comes does not answer it with the next key', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311113014', 'Sari')
  const first = await ask(server, 'Kabut Riang')
  await answer(page, 'Kabut Riang', 'Terima')
  await page.getByLabel('Tulis pesan').pressSequentially('Aku ')
  const second = await ask(server, 'Ombak Tenang')
  await expect(page.getByRole('heading', { name: 'Ada yang mau curhat' })).toBeFocused()
  // Longer than the sheet lets taps pass unheard.
  for (let n = 0; n < 12; n++) await page.keyboard.press(n % 2 ? 'Space' : 'Enter', { delay: 60 })
  await expect(asked(page, 'Ombak Tenang')).toBeVisible()
  expect(await outcome(server, mitra, second.session)).toBe('pending')
  await answer(page, 'Ombak Tenang', 'Tolak')
  await expect(page.getByLabel('Tulis pesan')).toBeFocused()
  await expect(page.getByLabel('Tulis pesan')).toHaveValue('Aku ')
  await server.call('POST', `/api/client/chat/sessions/${first.session.id}/end`, { token: first.guest.access_token })
})

test('one that was put off and then ends vanishes by itself', async ({ page, server }) => {
  await onDuty(page, server, '+6281311113011', 'Sari')
  const { guest, session } = await ask(server, 'Fajar Ramah')
  await answer(page, 'Fajar Ramah', 'Nanti saja')
  await expect(page.getByRole('heading', { name: 'Permintaan yang ditunda' })).toBeVisible()
  await cancel(server, guest, session)
  await expect(page.getByRole('heading', { name: 'Permintaan yang ditunda' })).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('who is at the limit is told so, and the request stays for others', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311113012', 'Sari')
  const first = await ask(server, 'Satu')
  const second = await ask(server, 'Dua')
  await server.config('chat', { mitra_max_concurrent_sessions: 1 })
  await answer(page, 'Satu', 'Terima')
  await expect(page.getByRole('heading', { level: 1, name: 'Satu' })).toBeVisible()
  await expect(asked(page, 'Dua')).toBeVisible()
  await expect(async () => {
    await asked(page, 'Dua').getByRole('button', { name: 'Terima' }).click({ timeout: 1000 })
    await expect(page.getByRole('alert')).toHaveText('Jumlah sesi Anda sudah mencapai batas.', { timeout: 1000 })
  }).toPass()
  await accessible(page)
  expect(await outcome(server, mitra, second.session)).toBe('pending')
  await cancel(server, second.guest, second.session)
  await page.getByRole('button', { name: 'Mengerti' }).click()
  await server.call('POST', `/api/client/chat/sessions/${first.session.id}/end`, { token: first.guest.access_token })
})

test('a request reaches every screen of the app', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311113013', 'Sari')
  for (const [path, title] of [
    ['/history', 'Riwayat'],
    ['/profile', 'Profil'],
  ] as const) {
    await openMitra(page, server, mitra.who, path)
    const { guest, session } = await ask(server, 'Senja Perak')
    await expect(asked(page, 'Senja Perak')).toBeVisible()
    await expect(page).toHaveTitle(`(1) ${title} – Curhat Mitra`)
    await cancel(server, guest, session)
    await page.getByRole('button', { name: 'Mengerti' }).click()
  }
})
