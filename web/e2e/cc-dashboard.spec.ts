import { accessible } from './axe'
import { complete, seed } from './seed'
import { enter } from './staff'
import { expect, test } from './test'

test.use({ alone: 'cc-dashboard' })

/// 2.11.3
test('without a session there is 0%, and no chart to misread', async ({ page, server }) => {
  await enter(page, server)
  const card = page.getByRole('link', { name: /Sesi Sensitif/ })
  await expect(card).toContainText('0% dalam 30 hari (0 dari 0 sesi)')
  await expect(page.getByRole('main')).not.toContainText('NaN')
  await expect(page.getByText('Belum ada sesi dalam 30 hari terakhir')).toBeVisible()
})

test.describe('with sessions', () => {
  let house: Awaited<ReturnType<typeof seed>>
  test.beforeAll(async ({ server }) => {
    house = await seed(server)
  })

  /// 2.11.1, 2.11.2
  test('the card counts the sensitive sessions, and their share with one decimal', async ({ page, server }) => {
    await enter(page, server)
    const card = page.getByRole('link', { name: /Sesi Sensitif/ })
    await expect(card).toContainText('Sesi Sensitif2')
    await expect(card).toContainText('40% dalam 30 hari (2 dari 5 sesi)')
    const guest = await server.guest('Satu Lagi')
    const token = guest.access_token
    await server.call('POST', '/api/client/chat/request', {
      token,
      body: { topic_sensitivity: 'regular', free_trial: true },
    })
    await page.reload()
    await expect(card).toContainText('33,3% dalam 30 hari (2 dari 6 sesi)')
  })

  /// 2.13.3
  test('the cards lead to the lists behind them', async ({ page, server }) => {
    await enter(page, server)
    for (const [card, address] of [
      [/Sesi berlangsung/, /\/sessions\?status=running$/],
      [/Permintaan terbuka/, /\/sessions\?status=requested$/],
      [/Sesi hari ini/, /\/sessions\?range=today$/],
      [/Sesi Sensitif/, /\/sessions\?topic_sensitivity=sensitive$/],
    ] as const) {
      await page.getByRole('main').getByRole('link', { name: card }).click()
      await expect(page).toHaveURL(address)
      await expect(page.getByRole('heading', { name: 'Sesi', level: 1 })).toBeVisible()
      await page.goBack()
    }
  })

  test('the chart has words and a table for who can’t see it', async ({ page, server }) => {
    await enter(page, server)
    await expect(page.getByRole('img', { name: /^Sesi per hari selama 30 hari, dari 0 sampai \d+\.$/ })).toBeVisible()
    await page.getByText('Lihat sebagai tabel').click()
    const rows = page.getByRole('table').getByRole('row')
    await expect(rows).toHaveCount(31)
    await page.getByRole('button', { name: 'Pendapatan' }).click()
    await expect(page.getByRole('img', { name: /^Pendapatan per hari/ })).toBeVisible()
  })

  test('it refreshes by itself while it is looked at, and only then', async ({ page, server }) => {
    await page.clock.install()
    await enter(page, server)
    const active = page.getByRole('link', { name: /Sesi berlangsung/ })
    await expect(active).toContainText('2')
    const hide = (hidden: boolean) =>
      page.evaluate((is) => {
        Object.defineProperty(document, 'visibilityState', { value: is ? 'hidden' : 'visible', configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, hidden)
    let asked = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/internal/dashboard')) asked++
    })
    await hide(true)
    await page.clock.runFor(95_000)
    expect(asked).toBe(0)
    await hide(false)
    const guest = await server.guest('Lagi')
    const { tiers } = await server.call<{ tiers: { id: string }[] }>('GET', '/api/client/pricing', {
      token: guest.access_token,
    })
    const asking = { topic_sensitivity: 'regular', price_tier_id: tiers[0]?.id }
    const session = await server.call<{ id: string; status: string }>('POST', '/api/client/chat/request', {
      token: guest.access_token,
      body: asking,
    })
    await server.call('POST', `/api/mitra/chat/requests/${session.id}/accept`, { token: house.sari.token })
    await page.clock.runFor(31_000)
    await expect(active).toContainText('3')
    await complete(server, house.sari, guest, session)
  })

  test('it is accessible, wide and narrow, and fits a narrow screen', async ({ page, server }) => {
    await enter(page, server)
    await page.getByText('Lihat sebagai tabel').click()
    for (const width of [1280, 412]) {
      await page.setViewportSize({ width, height: 900 })
      await accessible(page)
    }
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })
})
