import type { ServerFrame } from '@curhat/api'
import { expect } from '@playwright/test'
import { accessible } from './axe'
import { answer, asked, badge, frames, hue, pass, toggle } from './mitra'
import { asNewGuest, bubble, look, lookForBestie, mitraOnline, progress, test, tone, write } from './pair'
import { relax } from './seed'

test.use({ alone: 'pair-conversation' })
test.setTimeout(120_000)
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('extension-timeout', { seconds: 60 })
  await server.config('sensitivity', { confirmation_enabled: true, one_way_latch: false })
  await server.config('free-trial', { enabled: false })
})

/// 1.13.1, 1.13.2, 1.13.3, 2.2.14, 2.2.17, 2.6.5, 3.2.1, 4.2.1, 4.2.2, 5.1.4
test('two find each other, talk, flip the topic, take more time and part', async ({ device, server }) => {
  const customer = await device()
  const mitra = await device()
  const theirs = frames(customer)
  await mitraOnline(mitra, server, '+6281311117001', 'Sari')
  await asNewGuest(customer, server, 'Kabut Riang')

  await lookForBestie(customer, 'Topik umum')
  await expect(customer.getByRole('heading', { name: 'Sedang mencari bestie untukmu…' })).toBeVisible()
  await answer(mitra, 'Kabut Riang', 'Terima')
  await expect(customer.getByRole('heading', { level: 1, name: 'Sari' })).toBeVisible()
  await expect(mitra.getByRole('heading', { level: 1, name: 'Kabut Riang' })).toBeVisible()
  expect(theirs.sent[0]).toMatchObject({ type: 'auth' })

  // While one writes, the other sees it; and no more once it has come.
  await mitra.getByLabel('Tulis pesan').pressSequentially('Hai, aku Sari')
  await expect(customer.locator('[data-typing]')).toBeVisible()
  await mitra.getByRole('button', { name: 'Kirim', exact: true }).click()
  await expect(bubble(customer, 'Hai, aku Sari')).toBeVisible()
  await expect(customer.locator('[data-typing]')).toHaveCount(0)
  await customer.getByLabel('Tulis pesan').pressSequentially('Hai')
  await expect(mitra.locator('[data-typing]')).toBeVisible()
  await customer.getByLabel('Tulis pesan').fill('')
  await expect(mitra.locator('[data-typing]')).toHaveCount(0)

  // Sent, delivered while nobody looks, read once somebody does; both ways.
  await expect(progress(mitra, 'Hai, aku Sari')).toHaveAttribute('data-progress', 'read')
  await look(customer, false)
  await write(mitra, 'Ada yang mau diceritakan?')
  await expect(progress(mitra, 'Ada yang mau diceritakan?')).toHaveAttribute('data-progress', 'delivered')
  await look(customer, true)
  await expect(progress(mitra, 'Ada yang mau diceritakan?')).toHaveAttribute('data-progress', 'read')
  await look(mitra, false)
  await write(customer, 'Aku capek sekali minggu ini')
  await expect(progress(customer, 'Aku capek sekali minggu ini')).toHaveAttribute('data-progress', 'delivered')
  await look(mitra, true)
  await expect(progress(customer, 'Aku capek sekali minggu ini')).toHaveAttribute('data-progress', 'read')

  // The topic is the mitra's matter: the customer's app hears of it and stays as it is.
  await toggle(mitra).click()
  await mitra.getByRole('dialog').getByRole('button', { name: 'Tandai' }).click()
  await expect(badge(mitra)).toBeVisible()
  await expect.poll(() => hue(mitra)).toBe('yellow')
  await expect.poll(() => theirs.got.some((frame) => frame.type === 'session_topic_updated')).toBe(true)
  await expect(tone(customer)).toHaveAttribute('data-tone', 'pink')
  await expect.poll(() => hue(customer)).toBe('pink')
  await expect(customer.getByText(/sensitif/i)).toHaveCount(0)

  await customer.getByRole('button', { name: 'Tambah waktu' }).click()
  await customer.getByRole('button', { name: /^Minta tambahan/ }).click()
  await expect(customer.getByText('Menunggu jawaban Sari untuk tambahan 15 menit')).toBeVisible()
  const card = mitra.getByRole('region', { name: 'Minta tambahan waktu' })
  await expect(card.getByText('Topik sensitif')).toBeVisible()
  await card.getByRole('button', { name: 'Terima' }).click()
  await expect(customer.getByText('Diterima! Waktumu bertambah 15 menit.')).toBeVisible()
  await expect(mitra.getByRole('timer')).toHaveText(/^(30:00|29:[345]\d)$/)
  await expect(badge(mitra)).toBeVisible()

  await customer.getByRole('button', { name: 'Akhiri sesi' }).click()
  await customer.getByRole('dialog').getByRole('button', { name: 'Akhiri', exact: true }).click()
  await expect(mitra.getByText('Teman curhat mengakhiri sesi.')).toBeVisible()
  const goodbye = customer.getByRole('dialog', { name: 'Pamit dengan Sari' })
  await goodbye.getByText('5 dari 5').click({ force: true })
  await goodbye.getByLabel(/Pesan perpisahan/).fill('Terima kasih sudah mendengarkan')
  await goodbye.getByRole('button', { name: 'Kirim dan pamit' }).click()
  await expect(mitra.getByText('Kabut Riang sudah berpamitan.')).toBeVisible()
  // What is said at the goodbye is read, by both.
  await expect(bubble(mitra, 'Pesan perpisahan dari Kabut Riang')).toContainText('Terima kasih sudah mendengarkan')
  await expect(mitra.locator('[data-arrived]')).toHaveText(
    'Pesan perpisahan dari Kabut Riang: Terima kasih sudah mendengarkan',
  )
  await expect(bubble(customer, 'Pesan perpisahanmu')).toContainText('Terima kasih sudah mendengarkan')
  await mitra.getByRole('button', { name: 'Berpamitan' }).click()
  await mitra.getByLabel('Pesan perpisahan (boleh kosong)').fill('Jaga diri, ya')
  await mitra.getByRole('dialog').getByRole('button', { name: 'Berpamitan' }).click()
  await expect(mitra.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await expect(customer.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await expect(bubble(customer, 'Pesan perpisahan dari Sari')).toContainText('Jaga diri, ya')
  await expect(bubble(mitra, 'Pesan perpisahanmu')).toContainText('Jaga diri, ya')
  await accessible(customer)
  await accessible(mitra)

  // What remains: with its mark and in yellow for the mitra, pink and without a word for the customer.
  await mitra.getByRole('link', { name: 'Lihat transkrip' }).click()
  await expect(bubble(mitra, 'Aku capek sekali minggu ini')).toBeVisible()
  await expect(tone(mitra)).toHaveAttribute('data-tone', 'yellow')
  await expect(mitra.getByRole('listitem').nth(-2)).toContainText('Terima kasih sudah mendengarkan')
  await expect(mitra.getByRole('listitem').last()).toContainText('Jaga diri, ya')
  await customer.goto(`${server.publicUrl}/app/history`)
  await expect(customer.getByRole('link', { name: /Sari/ })).toBeVisible()
  await expect(customer.getByText(/sensitif/i)).toHaveCount(0)
  await customer.getByRole('link', { name: /Sari/ }).click()
  await expect(bubble(customer, 'Hai, aku Sari')).toBeVisible()
  await expect(bubble(customer, 'Pesan perpisahan dari Sari')).toContainText('Jaga diri, ya')
  await expect(tone(customer)).toHaveAttribute('data-tone', 'pink')
  await expect(customer.getByText(/sensitif/i)).toHaveCount(0)
  await accessible(customer)
  await accessible(mitra)
})

/// 3.2.4
test('a refusal of more time is told to both, and it closes', async ({ device, server }) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311117002', 'Budi')
  await asNewGuest(customer, server, 'Ombak Tenang')
  await lookForBestie(customer, 'Topik sensitif')
  await answer(mitra, 'Ombak Tenang', 'Terima')
  await customer.getByRole('button', { name: 'Tambah waktu' }).click()
  await customer.getByRole('button', { name: /^Minta tambahan/ }).click()
  await mitra.getByRole('region', { name: 'Minta tambahan waktu' }).getByRole('button', { name: 'Tolak' }).click()
  await expect(mitra.getByText('Tambahan waktu ditolak. Ucapkan selamat tinggal')).toBeVisible()
  await expect(customer.getByText('Maaf, Budi belum bisa menambah waktu.')).toBeVisible()
  await expect(customer.getByRole('dialog', { name: 'Pamit dengan Budi' })).toBeVisible()
})

/// 3.2.5
test('more time that nobody answers is told to both, and it closes', async ({ device, server }) => {
  await server.config('extension-timeout', { seconds: 2 })
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311117003', 'Sari')
  await asNewGuest(customer, server, 'Fajar Ramah')
  await lookForBestie(customer, 'Topik umum')
  await answer(mitra, 'Fajar Ramah', 'Terima')
  await customer.getByRole('button', { name: 'Tambah waktu' }).click()
  await customer.getByRole('button', { name: /^Minta tambahan/ }).click()
  await expect(mitra.getByRole('region', { name: 'Minta tambahan waktu' })).toBeVisible()
  await expect(mitra.getByText('Tambahan waktu tidak terjawab.')).toBeVisible()
  await expect(customer.getByText('Sari belum sempat menjawab permintaan tambahan waktu.')).toBeVisible()
  await expect(customer.getByRole('dialog', { name: 'Pamit dengan Sari' })).toBeVisible()
})

/// 3.2.2, 4.1.4
test('the last minutes are counted down, and when they are over both say goodbye', async ({ device, server }) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311117004', 'Sari')
  await asNewGuest(customer, server, 'Senja Perak')
  await lookForBestie(customer, 'Topik umum')
  await answer(mitra, 'Senja Perak', 'Terima')
  await expect(customer.getByRole('heading', { level: 1, name: 'Sari' })).toBeVisible()
  await expect(customer.getByRole('timer')).toHaveCount(0)
  await pass(server, 10 * 60 + 1)
  await expect(customer.getByText(/^Sisa waktu sekitar 5 menit\.$/)).toBeVisible()
  // A device learns the server's time when it connects.
  await Promise.all([customer.reload(), mitra.reload()])
  await expect(customer.getByRole('timer')).toHaveText(/^4:\d\d$/)
  await expect(mitra.getByRole('timer')).toHaveText(/^4:\d\d$/)
  await pass(server, 5 * 60)
  await expect(mitra.getByText('Waktunya habis.')).toBeVisible()
  const goodbye = customer.getByRole('dialog', { name: 'Pamit dengan Sari' })
  await expect(goodbye.getByText('Waktu sesi sudah habis.')).toBeVisible()
  await mitra.getByRole('button', { name: 'Berpamitan' }).click()
  await mitra.getByRole('dialog').getByRole('button', { name: 'Berpamitan' }).click()
  await goodbye.getByRole('button', { name: 'Kirim dan pamit' }).click()
  await expect(customer.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await expect(mitra.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
})

/// 5.4.1, 2.4.12
test('a latch that operators set in mid-chat holds at once, and the customer sees nothing of it', async ({
  device,
  server,
}) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311117005', 'Sari')
  await asNewGuest(customer, server, 'Embun Pagi')
  await lookForBestie(customer, 'Topik sensitif')
  await answer(mitra, 'Embun Pagi', 'Terima')
  await expect(toggle(mitra)).toBeEnabled()
  await server.config('sensitivity', { one_way_latch: true })
  await expect(toggle(mitra)).toBeDisabled()
  await expect(customer.getByRole('heading', { level: 1, name: 'Sari' })).toBeVisible()
  await expect.poll(() => hue(customer)).toBe('pink')
  await server.config('sensitivity', { one_way_latch: false })
  await expect(toggle(mitra)).toBeEnabled()
})

/** Everything that the server has to say, complaints apart. */
const KINDS = {
  auth_ok: true,
  sync: true,
  message_ack: true,
  message: true,
  message_status: true,
  typing: true,
  chat_request: true,
  chat_request_closed: true,
  session_started: true,
  request_expired: true,
  session_expiring: true,
  extension_requested: true,
  extension_resolved: true,
  session_closing: true,
  goodbye_received: true,
  session_completed: true,
  session_topic_updated: true,
  config_updated: true,
  auth_expiring: true,
  pong: true,
} satisfies Record<Exclude<ServerFrame['type'], 'error'>, true>

/// 5.1.5
test('all that the server has to say is taken, without a complaint', async ({ device, server }) => {
  const body = { name: 'Singkat', duration_minutes: 4, price_idr: 1000, is_active: true, position: 9 }
  await server.call('POST', '/internal/config/price-tiers', { token: await server.admin(), body })
  await server.config('chat', { request_timeout_seconds: 1 })
  const [customer, mitra] = [await device(), await device()]
  const heard = [frames(customer), frames(mitra)]
  await asNewGuest(customer, server, 'Kabut Riang')
  await lookForBestie(customer, 'Topik umum', '4 menit')
  await expect(customer.getByRole('heading', { name: 'Belum ada bestie yang bisa' })).toBeVisible()
  await server.config('chat', { request_timeout_seconds: 60 })
  await mitraOnline(mitra, server, '+6281311117006', 'Sari')
  await pass(server, 59 * 60 + 15)
  await expect.poll(() => heard.every(({ got }) => got.some(({ type }) => type === 'auth_expiring'))).toBe(true)
  await customer.getByRole('button', { name: 'Coba lagi' }).click()
  await customer.getByText('4 menit', { exact: true }).first().click()
  await customer.getByRole('button', { name: /^Cari bestie/ }).click()
  await answer(mitra, 'Kabut Riang', 'Terima')
  await customer.getByLabel('Tulis pesan').pressSequentially('Hai')
  await expect(mitra.locator('[data-typing]')).toBeVisible()
  await customer.getByRole('button', { name: 'Kirim', exact: true }).click()
  await expect(progress(customer, 'Hai')).toHaveAttribute('data-progress', 'read')
  await toggle(mitra).click()
  await mitra.getByRole('dialog').getByRole('button', { name: 'Tandai' }).click()
  await customer.getByRole('button', { name: 'Tambah waktu' }).click()
  await customer.getByRole('button', { name: /^Minta tambahan/ }).click()
  await mitra.getByRole('region', { name: 'Minta tambahan waktu' }).getByRole('button', { name: 'Tolak' }).click()
  await customer.getByRole('button', { name: 'Kirim dan pamit' }).click()
  await mitra.getByRole('button', { name: 'Berpamitan' }).click()
  await mitra.getByRole('dialog').getByRole('button', { name: 'Berpamitan' }).click()
  await expect(customer.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  // Whoever comes back asks whether the connection is alive.
  const pongs = () => heard[0]?.got.filter(({ type }) => type === 'pong').length ?? 0
  const before = pongs()
  await look(customer, true)
  await expect.poll(pongs).toBeGreaterThan(before)
  const kinds = new Set(heard.flatMap(({ got }) => got.map(({ type }) => type)))
  expect(kinds).toEqual(new Set(Object.keys(KINDS)))
})

/// 3.1.2
test("a customer who gives up the search takes the request off the mitra's screen", async ({ device, server }) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311117007', 'Sari')
  await asNewGuest(customer, server, 'Fajar Ramah')
  await lookForBestie(customer, 'Topik umum')
  await expect(asked(mitra, 'Fajar Ramah')).toBeVisible()
  await customer.getByRole('button', { name: 'Batalkan pencarian' }).click()
  await expect(customer).toHaveURL(/\/home$/)
  await mitra.getByRole('dialog', { name: 'Permintaan dibatalkan' }).getByRole('button', { name: 'Mengerti' }).click()
  await expect(mitra.getByRole('dialog')).toHaveCount(0)
})
