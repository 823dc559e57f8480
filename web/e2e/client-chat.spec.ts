import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { type Frame, frames, hue, wire } from './mitra'
import { bubble, look, progress, write } from './pair'
import { Listener, openAs, pair, pass } from './people'
import { relax } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

test.use({ alone: 'client-chat' })
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('early-end', { customer: true, mitra: true })
})

const field = (page: Page) => page.getByLabel('Tulis pesan')
/** Browsers write down each try to reach what is not there. */
const LOST = [/WebSocket connection to .* failed|Failed to load resource/]

/** A customer in a conversation: the customer in the app, the mitra by a line of their own. */
async function inChat(page: Page, server: Server, name: string, topic: 'regular' | 'sensitive' = 'regular') {
  const mitra = await Listener.onDuty(server, 'Sari')
  const { guest, session } = await pair(server, mitra, name, topic)
  await openAs(page, server, guest, `/chat/${session.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Sari' })).toBeFocused()
  return { mitra, guest, session, id: session.id }
}

/** The session as the mitra reads it. */
const asTheyHaveIt = (server: Server, { token }: Listener, id: string) =>
  server.call<{ status: string; last_seq: number; expires_at: string }>('GET', `/api/mitra/chat/sessions/${id}`, {
    token,
  })

/** How far the mitra's messages have come, as the mitra learns it. */
const told = (mitra: Listener, status: 'delivered' | 'read') =>
  mitra.line.frames
    .filter((frame) => frame.type === 'message_status' && frame.status === status)
    .map((frame) => (frame as { up_to_seq: number }).up_to_seq)
    .at(-1)

/// 1.13.1, 4.2.1
test('a message is sent, then delivered, then read, and one sees it', async ({ page, server }) => {
  const { mitra, id } = await inChat(page, server, 'Kabut Riang')
  await expect(page.getByText('Belum ada pesan. Ceritakan apa saja, pelan-pelan.')).toBeVisible()
  await accessible(page)
  await write(page, 'Halo, aku mau cerita')
  const { seq } = await mitra.hears('Halo, aku mau cerita')
  const tick = progress(page, 'Halo, aku mau cerita')
  await expect(tick).toHaveAttribute('data-progress', 'sent')
  await expect(tick).toHaveText('Terkirim')
  mitra.mark('delivered', id, seq)
  await expect(tick).toHaveAttribute('data-progress', 'delivered')
  await expect(tick).toHaveText('Diterima')
  mitra.mark('read', id, seq)
  await expect(tick).toHaveAttribute('data-progress', 'read')
  await expect(tick).toHaveText('Dibaca')
  mitra.say(id, 'Aku dengarkan. <b>Pelan-pelan</b> https://contoh.example/a.')
  const link = bubble(page, 'Aku dengarkan').getByRole('link')
  await expect(bubble(page, '<b>Pelan-pelan</b>')).toBeVisible()
  await expect(link).toHaveAttribute('href', 'https://contoh.example/a')
  await expect(link).toHaveAttribute('rel', /noopener/)
  await expect(page.locator('[data-arrived]')).toContainText('Sari: Aku dengarkan.')
  await accessible(page)
  await mitra.leave()
})

/// 4.2.2
test('that the other side is typing is shown, and goes; that one types is told', async ({ page, server }) => {
  const { mitra, id } = await inChat(page, server, 'Ombak Tenang')
  const dots = page.locator('[data-typing]')
  mitra.type(id, true)
  await expect(dots).toBeVisible()
  await expect(page.locator('header').getByText('mengetik…')).toBeVisible()
  await accessible(page)
  mitra.type(id, false)
  await expect(dots).toHaveCount(0)
  mitra.type(id, true)
  await expect(dots).toBeVisible()
  mitra.say(id, 'Sudah')
  await expect(bubble(page, 'Sudah')).toBeVisible()
  await expect(dots).toHaveCount(0)
  // Whoever falls silent without a word is not typing forever.
  mitra.type(id, true)
  await expect(dots).toBeVisible()
  await expect(dots).toHaveCount(0)

  await field(page).pressSequentially('Aku')
  await mitra.line.heard('typing', ({ is_typing, from }) => is_typing && from === 'customer')
  await field(page).fill('')
  await mitra.line.heard('typing', ({ is_typing }) => !is_typing)
  await mitra.leave()
})

/// 4.2.3, 4.2.4
test('seen is read; what comes while nobody looks is delivered, and read when one is back', async ({
  page,
  server,
}) => {
  const { mitra, id } = await inChat(page, server, 'Fajar Ramah')
  mitra.say(id, 'Terlihat?')
  await expect(bubble(page, 'Terlihat?')).toBeVisible()
  await expect.poll(() => told(mitra, 'read')).toBe(1)
  await look(page, false)
  mitra.say(id, 'Dan sekarang?')
  await expect.poll(() => told(mitra, 'delivered')).toBe(2)
  await expect(page).toHaveTitle(/^\(1\) /)
  expect(told(mitra, 'read')).toBe(1)
  await look(page, true)
  await expect.poll(() => told(mitra, 'read')).toBe(2)
  await expect(page).not.toHaveTitle(/^\(/)
  await mitra.leave()
})

/// 4.2.3, 4.2.5
test('what came while the app was closed is counted at home, and read in the conversation', async ({
  page,
  server,
  context,
}) => {
  const { mitra, id } = await inChat(page, server, 'Senja Perak')
  // Left, so that its connection is gone for sure.
  await page.goto('about:blank')
  await page.close()
  for (const text of ['Masih di sana?', 'Aku tunggu ya']) mitra.say(id, text)
  await mitra.line.heard('message_ack', ({ message }) => message.content === 'Aku tunggu ya')
  expect(told(mitra, 'delivered')).toBeUndefined()
  const again = await context.newPage()
  await again.goto(`${server.publicUrl}/app/`)
  await expect(again.getByRole('link', { name: 'Beranda 2 pesan belum dibaca' })).toBeVisible()
  await expect(again.getByRole('button', { name: 'Buka chat 2 pesan belum dibaca' })).toBeVisible()
  await expect.poll(() => told(mitra, 'delivered')).toBe(2)
  expect(told(mitra, 'read')).toBeUndefined()
  await accessible(again)
  mitra.say(id, 'Halo?')
  await expect(again.getByRole('link', { name: 'Beranda 3 pesan belum dibaca' })).toBeVisible()
  await again.getByRole('button', { name: /^Buka chat/ }).click()
  await expect(again.getByText('Belum dibaca', { exact: true })).toBeVisible()
  await expect.poll(() => told(mitra, 'read')).toBe(3)
  await again.getByLabel('Kembali').click()
  await expect(again.getByRole('link', { name: 'Beranda', exact: true })).toBeVisible()
  await mitra.leave()
})

/// 4.1.4
test('the last five minutes are counted down, in sight and aloud', async ({ page, server }) => {
  const { mitra } = await inChat(page, server, 'Embun Pagi')
  const timer = page.locator('header').getByRole('timer')
  await expect(timer).toHaveCount(0)
  await pass(server, 10 * 60 + 2)
  await expect(page.getByText(/^Sisa waktu sekitar 5 menit\.$/)).toBeVisible()
  await expect(timer).toHaveText(/^4:5\d$/)
  await expect(timer).toHaveAttribute('aria-label', /^Sisa waktu 4:5\d$/)
  await expect(page.locator('header').getByText('Sisa waktu 5 menit.')).toBeAttached()
  await accessible(page)
  await mitra.leave()
})

/// 2.2.14, 2.2.17
test('the customer sees nothing of the flag, whichever way it goes', async ({ page, server }) => {
  const seen = frames(page)
  const { mitra, id } = await inChat(page, server, 'Rintik Manis', 'sensitive')
  await write(page, 'Ini berat')
  const pink = async () => {
    await expect.poll(() => hue(page)).toBe('pink')
    await expect(page.getByText(/sensitif|topik/i)).toHaveCount(0)
  }
  await pink()
  for (const flag of ['regular', 'sensitive'] as const) {
    await mitra.flip(id, flag)
    const heard = (frame: Frame) => frame.type === 'session_topic_updated' && frame.topic_sensitivity === flag
    await expect.poll(() => seen.got.some(heard)).toBe(true)
    // What comes after it is there: the app has taken it in.
    mitra.say(id, `Setelah ${flag}`)
    await expect(bubble(page, `Setelah ${flag}`)).toBeVisible()
    await pink()
  }
  await expect(bubble(page, 'Ini berat')).toHaveCount(1)
  await mitra.leave()
})

test.describe('without a network', () => {
  test.use({ expectedErrors: LOST })

  /// 4.2.1
  test('what is written waits, and goes in order, each once', async ({ page, server, context }) => {
    const line = await wire(page)
    const { mitra, id } = await inChat(page, server, 'Awan Syahdu')
    await write(page, 'Sebelum putus')
    await mitra.hears('Sebelum putus')
    // What is not acknowledged by then waits with the others.
    await expect(progress(page, 'Sebelum putus')).not.toHaveAttribute('data-progress', 'sending')
    line.cut()
    await context.setOffline(true)
    const texts = ['Satu', 'Dua', 'Tiga', 'Empat']
    for (const text of texts) await write(page, text)
    for (const text of texts) await expect(progress(page, text)).toHaveAttribute('data-progress', 'sending')
    await field(page).fill('Belum selesai')
    await expect(page.getByText('Tidak ada internet. Tulisanmu tetap tersimpan.')).toBeVisible()
    // It says so without covering anything.
    const bar = await page.locator('[data-bar=connection]').boundingBox()
    const back = await page.getByLabel('Kembali').boundingBox()
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(back?.y ?? 0)
    await expect(field(page)).toBeInViewport({ ratio: 1 })
    await accessible(page)
    const ids = await page.evaluate(
      (key) =>
        (JSON.parse(localStorage.getItem(key) ?? '[]') as { client_message_id: string }[]).map(
          (each) => each.client_message_id,
        ),
      `curhat-client-chat-outbox-${id}`,
    )
    expect(ids).toHaveLength(4)

    await context.setOffline(false)
    line.mend()
    for (const text of texts)
      await expect(progress(page, text)).toHaveAttribute('data-progress', 'sent', { timeout: 40_000 })
    await expect(page.getByText('Tidak ada internet.')).toHaveCount(0)
    const { items } = await server.call<{ items: { content: string; client_message_id: string }[] }>(
      'GET',
      `/api/mitra/chat/sessions/${id}/messages`,
      { token: mitra.token },
    )
    expect(items.map(({ content }) => content)).toEqual(['Sebelum putus', ...texts])
    expect(items.slice(1).map((each) => each.client_message_id)).toEqual(ids)
    await expect(page.getByRole('listitem').filter({ hasText: /Satu|Dua|Tiga|Empat/ })).toHaveCount(4)
    await expect(field(page)).toHaveValue('Belum selesai')
    await mitra.leave()
  })

  test('a message whose acknowledgement was lost is sent again under the same id', async ({ page, server }) => {
    // The connection breaks at the moment in which the message goes out: the server has it, the app does not know.
    const ids: string[] = []
    await page.routeWebSocket(/\/api\/shared\/ws/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((text) => {
        server.send(text)
        const frame = JSON.parse(String(text)) as { type: string; client_message_id?: string }
        if (frame.type !== 'message') return
        ids.push(frame.client_message_id ?? '')
        if (ids.length > 1) return
        server.onMessage(() => undefined)
        setTimeout(() => void socket.close({ code: 4000 }), 300)
      })
    })
    const { mitra, id } = await inChat(page, server, 'Bulan Sabit')
    await write(page, 'Jangan dua kali')
    await mitra.hears('Jangan dua kali')
    await expect(progress(page, 'Jangan dua kali')).toHaveAttribute('data-progress', 'sent', { timeout: 20_000 })
    await expect(bubble(page, 'Jangan dua kali')).toHaveCount(1)
    expect(ids.length).toBeGreaterThan(1)
    expect(new Set(ids).size).toBe(1)
    const { items } = await server.call<{ items: unknown[] }>('GET', `/api/mitra/chat/sessions/${id}/messages`, {
      token: mitra.token,
    })
    expect(items).toHaveLength(1)
    await mitra.leave()
  })

  /// 4.1.1, 5.3.4
  test('the server is killed in mid-chat: what was written meanwhile arrives, and the time goes on', async ({
    page,
    server,
  }) => {
    const { mitra, id } = await inChat(page, server, 'Langit Cerah')
    await write(page, 'Sebelum')
    await mitra.hears('Sebelum')
    const before = await asTheyHaveIt(server, mitra, id)
    await server.down('SIGKILL')
    await write(page, 'Selagi mati')
    await field(page).fill('Setengah kalim')
    await expect(page.getByText('Menyambung lagi…')).toBeVisible()
    await page.reload().catch(() => undefined)
    await server.up()
    await page.goto(`${server.publicUrl}/app/chat/${id}`)
    await expect(progress(page, 'Selagi mati')).toHaveAttribute('data-progress', 'sent', { timeout: 40_000 })
    await expect(bubble(page, 'Sebelum')).toHaveCount(1)
    await expect(bubble(page, 'Selagi mati')).toHaveCount(1)
    await expect(field(page)).toHaveValue('Setengah kalim')
    const there = await asTheyHaveIt(server, mitra, id)
    expect(there).toMatchObject({ status: 'active', last_seq: 2, expires_at: before.expires_at })
    // The timer runs on: when it is due, it ends the session.
    const clock = await server.call<{ now: string }>('GET', '/internal/dev/clock')
    await pass(server, Math.ceil((Date.parse(there.expires_at) - Date.parse(clock.now)) / 1000) + 1)
    await expect(page.getByRole('dialog', { name: 'Pamit dengan Sari' })).toBeVisible()
  })
})

test('a draft survives a reload, and goes with the message', async ({ page, server }) => {
  const { mitra } = await inChat(page, server, 'Daun Jatuh')
  await field(page).fill('Aku masih memikirkan\nbagaimana mulai')
  await page.reload()
  await expect(field(page)).toHaveValue('Aku masih memikirkan\nbagaimana mulai')
  await page.getByLabel('Kembali').click()
  await page.getByRole('button', { name: 'Buka chat' }).click()
  await expect(field(page)).toHaveValue('Aku masih memikirkan\nbagaimana mulai')
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await expect(field(page)).toHaveValue('')
  await mitra.hears('Aku masih memikirkan\nbagaimana mulai')
  await page.reload()
  await expect(bubble(page, 'Aku masih memikirkan')).toHaveCount(1)
  await expect(field(page)).toHaveValue('')
  await mitra.leave()
})

test('nothing longer than 4,000 characters is sent, and one is told in time', async ({ page, server }) => {
  const { mitra } = await inChat(page, server, 'Hujan Sore')
  const send = page.getByRole('button', { name: 'Kirim', exact: true })
  await expect(send).toBeDisabled()
  await field(page).fill('   ')
  await expect(send).toBeDisabled()
  await field(page).fill('a'.repeat(3900))
  await expect(page.getByText('Sisa 100 karakter')).toBeVisible()
  await field(page).fill('a'.repeat(4001))
  await expect(page.getByText('1 karakter terlalu panjang')).toBeVisible()
  await expect(send).toBeDisabled()
  await accessible(page)
  await field(page).fill('a'.repeat(4000))
  await send.click()
  await mitra.hears('a'.repeat(4000))
  await mitra.leave()
})

test('a message that the server does not take can be sent once more, or taken back', async ({ page, server }) => {
  let refuse = true
  const ids: string[] = []
  await page.routeWebSocket(/\/api\/shared\/ws/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((text) => {
      const frame = JSON.parse(String(text)) as { type: string; client_message_id?: string }
      if (frame.type === 'message') ids.push(frame.client_message_id ?? '')
      if (frame.type === 'message' && refuse)
        socket.send(
          JSON.stringify({ type: 'error', code: 'BAD_REQUEST', detail: 'no', ref: frame.client_message_id ?? null }),
        )
      else server.send(text)
    })
  })
  const { mitra } = await inChat(page, server, 'Kopi Hangat')
  await write(page, 'Ditolak')
  await expect(progress(page, 'Ditolak')).toHaveAttribute('data-progress', 'failed')
  await expect(bubble(page, 'Ditolak').getByText('Isian belum benar. Periksa lagi.')).toBeVisible()
  await accessible(page)
  refuse = false
  await page.getByRole('button', { name: 'Ketuk untuk kirim ulang' }).click()
  await mitra.hears('Ditolak')
  await expect(progress(page, 'Ditolak')).toHaveAttribute('data-progress', 'sent')
  expect(new Set(ids).size).toBe(1)
  refuse = true
  await write(page, 'Tidak jadi')
  await page.getByRole('button', { name: 'Hapus' }).click()
  await expect(bubble(page, 'Tidak jadi')).toHaveCount(0)
  await mitra.leave()
})

test('one stays where one reads, and hears of what is new; own words go to the end', async ({ page, server }) => {
  const { mitra, id } = await inChat(page, server, 'Angin Laut')
  const line = (text: string) => page.getByText(text, { exact: true })
  for (let n = 1; n <= 30; n++) mitra.say(id, `Baris ${n}`)
  await expect(line('Baris 30')).toBeInViewport()
  const box = page.getByRole('region', { name: 'Percakapan' })
  await box.evaluate((it) => it.scrollTo(0, 200))
  await expect(page.getByRole('button', { name: 'Ke pesan terbaru' })).toBeVisible()
  mitra.say(id, 'Baris 31')
  await expect(page.getByRole('button', { name: '1 pesan baru' })).toBeVisible()
  await expect(line('Baris 31')).not.toBeInViewport()
  await write(page, 'Aku di sini')
  await expect(bubble(page, 'Aku di sini')).toBeInViewport()
  await expect(page.getByRole('button', { name: '1 pesan baru' })).toHaveCount(0)
  await mitra.leave()
})
