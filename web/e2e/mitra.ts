import { expect, type Locator, type Page, type WebSocketRoute } from '@playwright/test'
import { accept, helper, request } from './seed'
import type { Server, SignedIn } from './server'

/** Where the mitra app keeps a sign-in. */
export const TOKENS = 'curhat-mitra-tokens'

/** Opens the mitra app on a device on which one is signed in already. */
export async function openMitra(page: Page, server: Server, who: SignedIn, path = '/home') {
  await page.addInitScript(
    ([key, tokens]) => {
      if (sessionStorage.getItem('given')) return
      sessionStorage.setItem('given', '1')
      localStorage.setItem(key as string, tokens as string)
    },
    [TOKENS, JSON.stringify({ access_token: who.access_token, refresh_token: who.refresh_token })],
  )
  await page.goto(`${server.publicUrl}/mitra${path}`)
}

/** Opens it as a mitra who takes requests, and waits until they would arrive. */
export async function onDuty(page: Page, server: Server, phone: string, name: string) {
  const who = await server.signIn('mitra', phone, name)
  await server.call('PUT', '/api/mitra/status', { token: who.access_token, body: { online: true } })
  await openMitra(page, server, who)
  await expect(page.getByRole('switch', { name: 'Siap menerima curhat' })).toBeChecked()
  await expect(page.getByRole('heading', { name: 'Belum ada sesi' }).or(page.getByText('Belum ada sesi'))).toBeVisible()
  return { id: who.profile.id, name, token: who.access_token, who }
}

/** Fills in the number and has the code sent. */
export async function askForCode(page: Page, phone: string) {
  await page.getByLabel('Nomor HP').fill(phone)
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(page.getByRole('heading', { name: 'Masukkan kode' })).toBeVisible()
}

/** The field of the code. */
export const codeField = (page: Page) => page.getByLabel('Kode OTP, 6 digit')

/** Whoever wants to talk, above everything else. */
export const overlay = (page: Page) => page.locator('dialog[data-topic]')

/** Takes the request that is shown, once it lets itself be taken. */
export async function takeRequest(page: Page) {
  await expect(async () => {
    // Once taken, the sheet is gone before the address has changed.
    const press = page.getByRole('dialog').getByRole('button', { name: 'Terima' })
    if (await press.count()) await press.click({ timeout: 1000 })
    await expect(page).toHaveURL(/\/chat\//, { timeout: 1000 })
  }).toPass()
}

/** What an element's background is, in the light: `pink`, `yellow` or something else. */
export async function hue(page: Page, selector = '.doodles') {
  const color = await page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor)
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  if (r > 230 && g > 220 && b < 215) return 'yellow'
  if (r > 230 && g < 240 && b > g) return 'pink'
  return color
}

/** What the sheet above everything says of one who wants to talk. */
export const asked = (page: Page, name: string) => overlay(page).filter({ hasText: name })

/** Answers a request, once it lets itself be answered; a sheet that has just come takes no tap yet. */
export async function answer(page: Page, name: string, button: 'Terima' | 'Tolak' | 'Nanti saja') {
  await expect(asked(page, name)).toBeVisible()
  await expect(async () => {
    const press = asked(page, name).getByRole('button', { name: button })
    if (await press.count()) await press.click({ timeout: 1000 })
    await expect(asked(page, name)).toHaveCount(0, { timeout: 1000 })
  }).toPass()
}

/** The accent of an element's upper edge, in the light: `pink` or `yellow`. */
export async function accent(element: Locator) {
  const [r = 0, g = 0, b = 0] = (
    await element.evaluate((it) => getComputedStyle(it).borderTopColor.match(/[\d.]+/g) ?? [])
  ).map(Number)
  return g > b + 60 && r > 150 ? 'yellow' : r > g + 60 ? 'pink' : `rgb(${r}, ${g}, ${b})`
}

/** All frames of a page's connection, as they come and go. */
export function frames(page: Page) {
  const got: Frame[] = []
  const sent: Frame[] = []
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => got.push(JSON.parse(String(payload))))
    socket.on('framesent', ({ payload }) => sent.push(JSON.parse(String(payload))))
  })
  return { got, sent }
}

export interface Frame {
  type: string
  [member: string]: unknown
}

/** A mitra in a conversation with a guest: the mitra in the app, the guest by the API. */
export async function inChat(
  page: Page,
  server: Server,
  phone: string,
  name: string,
  topic: 'regular' | 'sensitive' = 'regular',
) {
  const mitra = await helper(server, phone, 'Sari')
  const guest = await server.guest(name)
  const session = await request(server, guest, topic)
  await accept(server, mitra, session)
  const who = { ...(await server.signIn('mitra', phone)) }
  await openMitra(page, server, who, `/chat/${session.id}`)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  return { mitra: { ...mitra, who }, guest, session }
}

/** The mark of the topic in the head of a conversation. */
export const badge = (page: Page) => page.locator('header').getByText('Topik sensitif')

/** What flips the topic. */
export const toggle = (page: Page) => page.locator('header').locator('button[aria-pressed]')

/** The flips of a session as operators see them, oldest first. */
export async function flips(server: Server, session: { id: string }) {
  const { sensitivity_log } = await server.call<{ sensitivity_log: Flip[] }>(
    'GET',
    `/internal/sessions/${session.id}`,
    {
      token: await server.admin(),
    },
  )
  return sensitivity_log
}

interface Flip {
  mitra: { id: string; display_name: string }
  from_value: string
  to_value: string
  created_at: string
}

/** The guest of a session does something to it. */
export const asGuest = (server: Server, guest: SignedIn, session: { id: string }, what: string, body: object = {}) =>
  server.call<{ id: string }>('POST', `/api/client/chat/sessions/${session.id}/${what}`, {
    token: guest.access_token,
    body,
  })

/** The guest asks for more time, of the first price. */
export async function moreTime(server: Server, guest: SignedIn, session: { id: string }) {
  const { tiers } = await server.call<{ tiers: { id: string }[] }>('GET', '/api/client/pricing', {
    token: guest.access_token,
  })
  return await asGuest(server, guest, session, 'extensions', { price_tier_id: tiers[0]?.id })
}

/** Lets time pass at once, for the server. */
export const pass = (server: Server, seconds: number) =>
  server.call('POST', '/internal/dev/clock/advance', { body: { seconds } })

/** A page's connection, to be cut and mended. Before the page is opened. */
export async function wire(page: Page) {
  const open = new Set<WebSocketRoute>()
  const lines = new Set<WebSocketRoute>()
  let whole = true
  await page.routeWebSocket(/\/api\/shared\/ws/, (socket) => {
    if (!whole) return void socket.close({ code: 4000 })
    open.add(socket)
    lines.add(socket.connectToServer())
  })
  const end = (code: number) => {
    for (const socket of open) void socket.close({ code })
    open.clear()
  }
  return {
    cut() {
      whole = false
      end(4000)
    },
    /** Ends what is open as the server would; the way stays whole. */
    end,
    /** Says what no server can read. */
    garble() {
      for (const line of lines) line.send('not JSON')
      lines.clear()
    },
    mend() {
      whole = true
    },
  }
}
