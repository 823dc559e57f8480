import { accept, helper, relax, request } from './seed'
import { expect, test } from './test'

test.use({ alone: 'desk-phone' })

test('on a phone the pairing is cards whose figures say what they are, not words cut in two', async ({
  page,
  server,
}) => {
  await relax(server)
  const taker = await helper(server, '+6281200000021', 'Ratna')
  const session = await request(server, await server.guest('Pencari'))
  await accept(server, taker, session)
  await page.setViewportSize({ width: 412, height: 900 })
  await page.goto(`${server.internalUrl}/dev#pairing`)
  const outcome = page.getByText('accepted', { exact: true })
  await expect(outcome).toBeVisible()
  // One line: nothing is broken in the middle of a word.
  const { height } = (await outcome.boundingBox()) ?? { height: 99 }
  expect(height).toBeLessThan(30)
  const label = (at: number) =>
    page
      .locator('#pairing-called td')
      .nth(at)
      .evaluate((cell) => getComputedStyle(cell, '::before').content)
  expect(await label(2)).toContain('Called')
  expect(await label(5)).toContain('Closed')
})

test('codes are found among the pushes', async ({ page, server }) => {
  await relax(server)
  const mitra = await helper(server, '+6281200000022', 'Dini')
  await server.call('POST', '/api/shared/device-token', {
    token: mitra.token,
    body: { token: 'telepon-dini', platform: 'android' },
  })
  await server.call('POST', '/api/client/auth/otp/request', { body: { phone: '+6281211114444' } })
  await request(server, await server.guest('Penanya'))
  await page.goto(`${server.internalUrl}/dev`)
  const items = page.getByRole('region', { name: 'Inbox' }).getByRole('listitem')
  await expect(items.filter({ hasText: mitra.id })).not.toHaveCount(0)
  await page.getByLabel('codes only').check()
  await expect(items.filter({ hasText: '+6281211114444' })).toHaveCount(1)
  await expect(items.filter({ hasText: mitra.id })).toHaveCount(0)
})
