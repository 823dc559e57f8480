import { createECDH, randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { onDuty } from './mitra'
import { Listener, newPhone, openAs, pair, request } from './people'
import { relax } from './seed'
import { Server } from './server'
import { expect, test } from './test'

/** A push service on this machine: takes everything, and remembers it. */
async function pushService() {
  const taken: { headers: http.IncomingHttpHeaders; body: Buffer }[] = []
  const service = http.createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    taken.push({ headers: request.headers, body: Buffer.concat(parts) })
    response.writeHead(201).end()
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(service.address() as AddressInfo).port}`, taken, stop: () => service.close() }
}

/** The browser's own push service is out of reach here: it subscribes to the double instead. */
async function subscribesTo(page: Page, url: string) {
  const browser = createECDH('prime256v1')
  const keys = { p256dh: browser.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }
  await page.addInitScript(
    ([text]) => {
      let held: object | null = null
      const subscription = { toJSON: () => JSON.parse(text as string), unsubscribe: async () => (held = null) }
      PushManager.prototype.getSubscription = async () => held as PushSubscription | null
      PushManager.prototype.subscribe = async () => {
        held = subscription
        return held as PushSubscription
      }
    },
    [JSON.stringify({ endpoint: `${url}/send/1`, expirationTime: null, keys })],
  )
}

/** Hands a notice to the service worker, as the browser does when its push service has one. */
async function delivers(context: BrowserContext, page: Page, scope: string, notice: object) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const session: CDPSession = await context.newCDPSession(page)
  const registration = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => new URL(scopeURL).pathname === scope)
      if (found) resolve(found.registrationId)
    }),
  )
  await session.send('ServiceWorker.enable')
  const { origin } = new URL(page.url())
  await session.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId: await registration,
    data: JSON.stringify(notice),
  })
}

/** How many connections a server holds. */
async function socketsOf(server: Server) {
  const metrics = await (await fetch(`${server.internalUrl}/metrics`)).text()
  return Number(/^curhat_sockets_open (\d+)$/m.exec(metrics)?.[1])
}

/** What the browser shows of an app, beside the page. */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title, body, data }) => ({ title, body, path: data.path }))
  })

/// 3.3.3, 3.3.4
test('a customer who has closed the app is told of a message, through the push service and without its text', async ({
  page,
  context,
}) => {
  const service = await pushService()
  const server = await Server.start({ WEBPUSH_SERVICES: service.url })
  try {
    await relax(server)
    const mitra = await Listener.onDuty(server, 'Dewi')
    const { guest, session } = await pair(server, mitra, 'Tamu Tutup')
    await context.grantPermissions(['notifications'], { origin: server.publicUrl })
    await subscribesTo(page, service.url)
    await openAs(page, server, guest, '/profile')
    const push = page.getByRole('switch', { name: 'Notifikasi saat aplikasi ditutup' })
    await push.click()
    await expect(push).toBeChecked()
    // Open, it hears by itself.
    const connected = page
      .waitForEvent('websocket')
      .then((socket) => socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"sync"')))
    await page.goto(`${server.publicUrl}/app/chat/${session.id}`)
    await connected
    mitra.say(session.id, 'Masih di sini?')
    await expect(page.getByText('Masih di sini?').first()).toBeVisible()
    expect(service.taken).toHaveLength(0)
    const sockets = await socketsOf(server)
    await page.goto('about:blank')
    // Until the server has heard of it, a message goes to the app.
    await expect.poll(() => socketsOf(server)).toBe(sockets - 1)
    mitra.say(session.id, 'Aku tunggu, ya.')
    await expect.poll(() => service.taken.length).toBe(1)
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = service.taken
    expect(headers['content-encoding']).toBe('aes128gcm')
    expect(headers.authorization).toMatch(/^vapid t=/)
    expect(body.includes('Aku tunggu')).toBe(false)
  } finally {
    await server.remove()
    service.stop()
  }
})

/// 3.3.3, 4.3.3
test('a notice is shown in our words, and a tap on it takes the place of what is seen', async ({
  page,
  context,
  server,
}) => {
  await relax(server)
  const mitra = await Listener.onDuty(server, 'Dewi Notis')
  const { guest, session } = await pair(server, mitra, 'Tamu Notis')
  await context.grantPermissions(['notifications'], { origin: server.publicUrl })
  await openAs(page, server, guest, '/history')
  const notice = { type: 'message', session_id: session.id, message_id: session.id }
  await delivers(context, page, '/app/', notice)
  const expected = { title: 'Pesan baru', body: 'Buka untuk membaca.', path: `/app/chat/${session.id}` }
  await expect.poll(() => shown(page)).toEqual([expected])
  // The tap itself is the system's; what the worker then tells the page is this.
  const steps = await page.evaluate(() => history.length)
  await page.evaluate((path) => {
    navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { type: 'open', path } }))
  }, expected.path)
  await expect(page.getByRole('heading', { level: 1, name: 'Dewi Notis' })).toBeVisible()
  expect(await page.evaluate(() => history.length)).toBe(steps)
  await mitra.leave()
})

/// 3.3.3, 3.3.4
test('a mitra is offered notices on the first screen, and a request is shown with its topic', async ({
  page,
  context,
}) => {
  const service = await pushService()
  const server = await Server.start({ WEBPUSH_SERVICES: service.url })
  try {
    await context.grantPermissions(['notifications'], { origin: server.publicUrl })
    await subscribesTo(page, service.url)
    await onDuty(page, server, newPhone(), 'Dewi Tawar')
    const offer = page.getByText('Tetap tahu saat aplikasi ditutup?')
    await expect(offer).toBeVisible()
    const told = page.waitForResponse(
      (response) => response.url().endsWith('/api/shared/device-token') && response.request().method() === 'POST',
    )
    await page.getByRole('button', { name: 'Nyalakan' }).click()
    expect((await told).status()).toBe(204)
    await expect(offer).toBeHidden()
    const later = new Date(Date.now() + 60_000).toISOString()
    const notice = { type: 'chat_request', session_id: 's', topic_sensitivity: 'sensitive', expires_at: later }
    await delivers(context, page, '/mitra/', notice)
    await expect
      .poll(() => shown(page))
      .toEqual([{ title: 'Ada yang mau curhat', body: 'Topik sensitif. Buka untuk menerima.', path: '/mitra/home' }])
    // And it is sent, once the app is closed.
    const sockets = await socketsOf(server)
    await page.close()
    await expect.poll(() => socketsOf(server)).toBe(sockets - 1)
    expect(service.taken).toHaveLength(0)
    await request(server, await server.guest('Tamu Tawar'), 'sensitive')
    await expect.poll(() => service.taken.length).toBe(1)
  } finally {
    await server.remove()
    service.stop()
  }
})
