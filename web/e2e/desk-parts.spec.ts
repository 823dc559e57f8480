import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { accept, helper, relax, request } from './seed'
import { expect, test } from './test'

// The clock is moved, and everything cleared: no server for others.
test.use({ alone: 'desk' })

const PARTS = ['Clock, inbox, people', 'Timeline', 'Pairing', 'Google and Apple', 'Faults', 'State', 'Conduct']

const part = async (page: Page, name: string) => {
  await page.getByRole('navigation', { name: 'Parts of the desk' }).getByRole('link', { name }).click()
}
const region = (page: Page, name: string) => page.getByRole('region', { name })

test.beforeAll(async ({ server }) => {
  await relax(server)
})

test.beforeEach(async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/dev`)
  await expect(page.getByRole('heading', { name: 'Dev desk', level: 1 })).toBeVisible()
})

for (const width of [412, 1280])
  test(`every part is accessible at ${width} pixels, and no wider than the window`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    for (const name of PARTS) {
      await part(page, name)
      await accessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width)
    }
  })

test('a code comes into the inbox by itself, and can be looked for by its phone', async ({ page, server }) => {
  const inbox = region(page, 'Inbox')
  await server.call('POST', '/api/client/auth/otp/request', { body: { phone: '+6281211112222' } })
  await server.call('POST', '/api/client/auth/otp/request', { body: { phone: '+6281211113333' } })
  const code = await server.codeFor('+6281211112222')
  await expect.poll(() => server.log).toContain(`phone=+6281211112222 code=${code}`)
  await expect(inbox.getByRole('listitem').filter({ hasText: '+6281211112222' })).toContainText(code)
  await inbox.getByLabel('Only to').fill('3333')
  await expect(inbox.getByRole('listitem')).toHaveCount(1)
  await expect(inbox.getByText(code)).toHaveCount(0)
})

test('the clock stands still, goes ahead, jumps to what is due, and comes back', async ({ page, server }) => {
  const clock = region(page, 'Clock')
  const now = async () => Date.parse((await server.call<{ now: string }>('GET', '/internal/dev/clock')).now)
  await clock.getByRole('button', { name: 'Freeze' }).click()
  await expect(clock).toContainText('stands still')
  const frozen = await now()
  await clock.getByRole('button', { name: '+5 min' }).click()
  await expect.poll(now).toBe(frozen + 300_000)

  const guest = await server.guest('Penunggu')
  await helper(server, '+6281200000011', 'Dini')
  const session = await request(server, guest)
  await page.reload()
  await expect(clock).toContainText('Something happens by itself in 60 s.')
  await clock.getByRole('button', { name: 'To the next deadline' }).click()
  const status = async () =>
    (await server.call<{ status: string }>('GET', `/internal/sessions/${session.id}`, { token: await server.admin() }))
      .status
  await expect.poll(status).toBe('expired')
  await clock.getByRole('button', { name: 'Real time' }).click()
  await expect(clock).toContainText('runs with the machine')
})

test('someone is called with a click, takes a request, and is sent home', async ({ page, server }) => {
  const people = region(page, 'People on call')
  await people.getByLabel('After (s)').fill('0')
  await people.getByRole('button', { name: 'Call a mitra' }).click()
  const bot = people.getByRole('listitem').filter({ hasText: 'mitra' })
  await expect(bot).toHaveCount(1)
  const guest = await server.guest('Sendiri')
  const session = await request(server, guest)
  const status = async () =>
    (
      await server.call<{ status: string }>('GET', `/api/client/chat/sessions/${session.id}`, {
        token: guest.access_token,
      })
    ).status
  await expect.poll(status).toBe('active')
  await bot.getByRole('button', { name: 'Send home' }).click()
  await expect(bot).toHaveCount(0)
})

test('a call is found in the timeline by the request id of its error', async ({ page, server }) => {
  const answer = await fetch(`${server.publicUrl}/api/client/auth/me`)
  const id = answer.headers.get('x-request-id') ?? ''
  await part(page, 'Timeline')
  const timeline = region(page, 'Timeline')
  await timeline.getByLabel('Request id').fill(id)
  await timeline.getByLabel('Request id').press('Enter')
  await expect(timeline).toContainText('/api/client/auth/me')
  await expect(timeline).toContainText('401')
})

test('the pairing of a request names who took it and why another was not called', async ({ page, server }) => {
  const taker = await helper(server, '+6281200000012', 'Ratna')
  await server.signIn('mitra', '+6281200000013', 'Sepi')
  const session = await request(server, await server.guest('Pencari'))
  await accept(server, taker, session)
  await part(page, 'Pairing')
  const pairing = region(page, 'How a request went about')
  await pairing.getByLabel('Session').fill(session.id)
  await pairing.getByRole('button', { name: 'Show' }).click()
  await expect(pairing.getByRole('row').filter({ hasText: 'Ratna' })).toContainText('accepted')
  await expect(pairing.getByRole('listitem').filter({ hasText: 'offline' })).toContainText('Sepi')
})

test('an identity is signed, and the consent page leads back to the app with it', async ({ page, server }) => {
  await part(page, 'Google and Apple')
  await region(page, 'Google and Apple').getByRole('button', { name: 'Sign a token' }).click()
  await expect(page.getByText(/^eyJ/)).toBeVisible()
  const back = encodeURIComponent(`${server.internalUrl}/dev`)
  await page.goto(`${server.internalUrl}/dev/google/authorize?redirect_uri=${back}&state=abc&nonce=n`)
  await accessible(page)
  await page.getByRole('button', { name: /Ana Putri/ }).click()
  await expect(page).toHaveURL(/#.*id_token=eyJ/)
  await expect(page).toHaveURL(/state=abc/)
})

test('a fault is set, bites, and is cleared', async ({ page, server }) => {
  const guest = await server.guest('Apes')
  await part(page, 'Faults')
  const form = region(page, 'Let something go wrong')
  await form.getByLabel('What').selectOption('503')
  await form.getByLabel('For whom').fill(guest.profile.id)
  await form.getByRole('button', { name: 'Set' }).click()
  const inForce = region(page, 'In force')
  await expect(inForce.getByRole('listitem')).toContainText(guest.profile.id)
  const me = async () =>
    (
      await fetch(`${server.publicUrl}/api/client/auth/me`, {
        headers: { Authorization: `Bearer ${guest.access_token}` },
      })
    ).status
  expect(await me()).toBe(503)
  await inForce.getByRole('button', { name: 'Clear all' }).click()
  await expect(inForce).toContainText('All is well.')
  expect(await me()).toBe(200)
})

test('a situation is set up, saved, cleared, and gone back to', async ({ page, server }) => {
  const sessions = async () =>
    (await server.call<{ total: number }>('GET', '/internal/sessions?limit=1', { token: await server.admin() })).total
  await part(page, 'State')
  const save = region(page, 'Save how things stand')
  const before = await sessions()
  await save.getByLabel('What').selectOption('three requests that wait')
  await save.getByRole('button', { name: 'Set up' }).click()
  await expect(save.getByText('3 sessions')).toBeVisible()
  expect(await sessions()).toBe(before + 3)

  await save.getByLabel('Name').fill('three-wait')
  await save.getByRole('button', { name: 'Save' }).click()
  const snapshots = region(page, 'Snapshots')
  const saved = snapshots.getByRole('listitem').filter({ hasText: 'three-wait' })
  await expect(saved).toBeVisible()
  page.on('dialog', (dialog) => dialog.accept())
  await save.getByRole('button', { name: 'Clear everything' }).click()
  await expect(snapshots.getByRole('status')).toContainText('Cleared')
  expect(await sessions()).toBe(0)
  await saved.getByRole('button', { name: 'Go back' }).click()
  await expect(snapshots.getByRole('status')).toContainText('Back at three-wait')
  expect(await sessions()).toBe(before + 3)
})

test('what a client did wrong is told with how to mend it', async ({ page, server }) => {
  const guest = await server.guest('Ceroboh')
  // Without a key by which it would be known if it came twice.
  await helper(server, '+6281200000014', 'Wulan')
  await request(server, guest)
  await part(page, 'Conduct')
  const conduct = region(page, 'How clients behave')
  await expect(conduct.getByRole('button', { name: guest.profile.id })).toBeVisible()
  await expect(conduct.getByText('no idempotency key').first()).toBeVisible()
  await conduct.getByRole('button', { name: 'Forget it all' }).click()
  await expect(conduct.getByText('Nothing so far.')).toBeVisible()
})
