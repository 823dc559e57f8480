import type { Page } from '@playwright/test'
import { askForCode, codeField, openMitra } from './mitra'
import { accept, complete, flip, helper, relax, request, say } from './seed'
import { expect, test } from './test'

test.use({ alone: 'shots', viewport: { width: 412, height: 860 } })
const size = process.env.SIZE ?? '412'
async function shot(page: Page, name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(150)
    await page.screenshot({ path: `/tmp/shots/mitra/${name}-${size}-${colorScheme}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
test('all', async ({ page, server }) => {
  test.setTimeout(180000)
  const [w, h] = size === '1280' ? [1280, 800] : size === '320' ? [320, 640] : [412, 860]
  await page.setViewportSize({ width: w, height: h })
  await relax(server)
  await server.config('chat', { request_timeout_seconds: 600 })
  const who = await server.signIn('mitra', '+6281311110001', 'Sari Lestari')
  await page.goto(`${server.publicUrl}/mitra/`)
  await expect(page.getByLabel('Nomor HP')).toBeVisible()
  await shot(page, '01-login')
  await askForCode(page, '0813 1111 0001')
  await shot(page, '02-code')
  await codeField(page).fill('000000')
  await expect(page.getByRole('alert')).toBeVisible()
  await shot(page, '03-code-wrong')
  await codeField(page).fill(await server.codeFor('+6281311110001'))
  await expect(page).toHaveURL(/home/)
  await page.waitForTimeout(500)
  await shot(page, '04-home-off')
  await page.getByRole('switch').click()
  await expect(page.getByText('Online. Permintaan')).toBeVisible()
  await shot(page, '05-home-on')
  const names = ['Kabut Riang', 'Ombak Tenang', 'Fajar Ramah']
  const guests = []
  for (const [i, n] of names.entries()) {
    const g = await server.guest(n)
    guests.push(g)
  }
  const s1 = await request(server, guests[0]!, 'regular')
  await expect(page.getByRole('heading', { name: 'Ada yang mau curhat' })).toBeVisible()
  await page.waitForTimeout(700)
  await shot(page, '06-request-regular')
  const s2 = await request(server, guests[1]!, 'sensitive')
  await request(server, guests[2]!, 'regular')
  await expect(page.getByText('+2 lagi')).toBeVisible()
  await page.getByRole('button', { name: 'Terima' }).click()
  await expect(page).toHaveURL(/chat/)
  await page.waitForTimeout(900)
  await shot(page, '07-request-sensitive-over-chat')
  await page.getByRole('button', { name: 'Terima' }).click()
  await page.waitForTimeout(900)
  await server.call(
    'POST',
    `/api/client/chat/sessions/${(await server.call<any>('GET', '/api/client/chat/sessions/active', { token: guests[2]!.access_token })).items[0].id}/cancel`,
    { token: guests[2]!.access_token },
  )
  await expect(page.getByText('Permintaan dibatalkan')).toBeVisible()
  await shot(page, '08-stale')
  await page.getByRole('button', { name: 'Mengerti' }).click()
  await say(server, 'client', guests[1]!.access_token, s2, 'Hai kak, boleh cerita?')
  await page.getByLabel('Tulis pesan').fill('Boleh banget. Pelan-pelan saja ya, aku dengarkan.')
  await page.getByRole('button', { name: 'Kirim' }).click()
  await say(
    server,
    'client',
    guests[1]!.access_token,
    s2,
    'Akhir-akhir ini aku susah tidur. Rasanya semua numpuk jadi satu dan aku nggak tahu harus mulai dari mana.',
  )
  await say(server, 'client', guests[1]!.access_token, s2, 'Maaf ya kalau panjang')
  await page.waitForTimeout(400)
  await shot(page, '09-chat-sensitive')
  await page.getByRole('button', { name: 'Tandai topik umum' }).click()
  await shot(page, '10-flip-dialog')
  await page.getByRole('button', { name: 'Tandai', exact: true }).click()
  await expect(page.getByText('Sesi ditandai topik umum')).toBeVisible()
  await shot(page, '11-chat-regular-toast')
  const t = (await server.call<any>('GET', '/api/client/pricing', { token: guests[1]!.access_token })).tiers[0]
  await server.call('POST', `/api/client/chat/sessions/${s2.id}/extensions`, {
    token: guests[1]!.access_token,
    body: { price_tier_id: t.id },
  })
  await expect(page.getByText('Minta tambahan waktu')).toBeVisible()
  await shot(page, '12-extension-regular')
  await page.getByRole('button', { name: /sensitif/ }).click()
  await page.getByRole('button', { name: 'Tandai', exact: true }).click()
  await page.waitForTimeout(300)
  await shot(page, '13-extension-sensitive')
  await page.getByRole('button', { name: 'Terima' }).click()
  await page.waitForTimeout(300)
  await page.getByRole('button', { name: 'Akhiri sesi' }).click()
  await shot(page, '14-end-dialog')
  await page.getByRole('button', { name: 'Akhiri', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Sesi sudah berakhir' })).toBeVisible()
  await shot(page, '15-closing')
  await page.getByRole('button', { name: 'Berpamitan' }).click()
  await page.waitForTimeout(300)
  await shot(page, '16-goodbye-sheet')
  await page.getByRole('dialog').getByRole('button', { name: 'Berpamitan' }).click()
  await expect(page.getByText('Kamu sudah berpamitan')).toBeVisible()
  await server.call('POST', `/api/client/chat/sessions/${s2.id}/goodbye`, {
    token: guests[1]!.access_token,
    body: { rating: 5, message: 'Makasih ya kak' },
  })
  await expect(page.getByText('Sesi selesai')).toBeVisible()
  await shot(page, '17-completed')
  await page.getByRole('link', { name: 'Lihat transkrip' }).click()
  await page.waitForTimeout(500)
  await shot(page, '18-transcript')
  await say(server, 'client', guests[0]!.access_token, s1, 'Halo? Masih di situ?')
  await page.goto(`${server.publicUrl}/mitra/home`)
  await page.waitForTimeout(800)
  await shot(page, '19-home-sessions')
  await page.goto(`${server.publicUrl}/mitra/history`)
  await page.waitForTimeout(800)
  await shot(page, '20-history')
  await page.goto(`${server.publicUrl}/mitra/profile`)
  await page.waitForTimeout(800)
  await shot(page, '21-profile')
})
