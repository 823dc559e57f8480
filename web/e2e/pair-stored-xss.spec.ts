import type { Page } from '@playwright/test'
import { answer, openMitra } from './mitra'
import { asNewGuest, bubble, test, write } from './pair'
import { relax } from './seed'
import { enter } from './staff'
import { expect } from './test'

test.use({ alone: 'pair-stored-xss' })
test.setTimeout(180_000)

/** Names have room for forty characters. */
const NAMES = {
  customer: '<img src=x onerror="window.xss=1">',
  mitra: '"><script>window.xss=1</script>',
  tier: '<svg onload=window.xss=1>7*7</svg>',
  staff: "'-window.xss=1-'<iframe srcdoc=x>",
}

const SAID = [
  '<img src=x onerror="window.xss=1">',
  '"><script>window.xss=1</script>',
  '<a href="javascript:window.xss=1">klik</a> javascript:window.xss=1',
  '<svg><animate onbegin=window.xss=1 attributeName=x></svg>',
  '=HYPERLINK("//evil.example","klik")',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what one types who hopes for a template
  '{{7*7}} ${7*7} <%= 7*7 %>',
  '&lt;b&gt;tebal&lt;/b&gt; &amp;nbsp;',
  'halo \u202eolah\u202c <!-- ',
]

/** Nothing of what was typed has become a part of the page. A handler that was kept from running is in the console besides. */
async function isText(page: Page) {
  const found = await page.evaluate(() => {
    const alive =
      'img[src="x"], script:not([src]), iframe, object, embed, animate, [onerror], [onload], [onbegin], [srcdoc], a[href^="javascript" i]'
    return {
      ran: 'xss' in window,
      alive: [...document.querySelectorAll(alive)].map((element) => element.outerHTML),
    }
  })
  expect(found).toEqual({ ran: false, alive: [] })
}

test('what people type is text, for everyone who sees it', async ({ device, server }) => {
  await relax(server)
  await server.config('free-trial', { enabled: false })
  const token = await server.admin()
  const tier = { name: NAMES.tier, duration_minutes: 17, price_idr: 17_000, is_active: true, position: 0 }
  await server.call('POST', '/internal/config/price-tiers', { token, body: tier })
  const { items } = await server.call<{ items: { id: string; name: string }[] }>('GET', '/internal/roles', { token })
  await server.call('POST', '/internal/control-center-users', {
    token,
    body: { email: 'xss@example.org', name: NAMES.staff, role_id: items[0]?.id, password: 'Rahasia123' },
  })
  const who = await server.signIn('mitra', '+6281311119001', NAMES.mitra)
  await server.call('PUT', '/api/mitra/status', { token: who.access_token, body: { online: true } })
  const mitra = await device()
  await openMitra(mitra, server, who)
  await expect(mitra.getByRole('switch', { name: 'Siap menerima curhat' })).toBeChecked()

  const customer = await device()
  await asNewGuest(customer, server, NAMES.customer)
  await isText(customer)
  await customer.getByRole('button', { name: 'Mulai Curhat' }).click()
  await customer.getByRole('button', { name: 'Topik umum' }).click()
  const prices = customer.getByRole('dialog', { name: 'Pilih lamanya' })
  await prices.getByText(NAMES.tier, { exact: true }).first().click()
  await isText(customer)
  await customer.getByRole('button', { name: /^Cari bestie/ }).click()
  await expect(mitra.getByRole('dialog').getByText(NAMES.customer).first()).toBeVisible()
  await isText(mitra)
  await answer(mitra, NAMES.customer, 'Terima')
  await expect(customer.getByRole('heading', { level: 1, name: NAMES.mitra })).toBeVisible()
  await expect(mitra.getByRole('heading', { level: 1, name: NAMES.customer })).toBeVisible()

  for (const [from, to] of [
    [customer, mitra],
    [mitra, customer],
  ] as const)
    for (const text of SAID) {
      await write(from, text)
      await expect(bubble(to, text).first()).toBeVisible()
      await isText(from)
      await isText(to)
    }
  // An address is a link, to where it says and to nowhere else.
  await write(customer, 'https://a.example/?q="><script>window.xss=1</script> https://b.example@evil.example')
  await expect(mitra.locator('a[href^="https://a.example/"]')).toHaveAttribute('href', 'https://a.example/?q=')
  await expect(mitra.locator('a[href*="evil.example"]')).toHaveCount(0)
  await isText(mitra)

  await customer.getByRole('button', { name: 'Akhiri sesi' }).click()
  await customer.getByRole('dialog').getByRole('button', { name: 'Akhiri', exact: true }).click()
  const goodbye = customer.getByRole('dialog', { name: `Pamit dengan ${NAMES.mitra}` })
  await goodbye.getByLabel(/Pesan perpisahan/).fill(SAID.join(' '))
  await goodbye.getByRole('button', { name: 'Kirim dan pamit' }).click()
  await expect(mitra.getByText(`${NAMES.customer} sudah berpamitan.`)).toBeVisible()
  await expect(mitra.getByText(`Pesan perpisahan dari ${NAMES.customer}`, { exact: true })).toBeVisible()
  await isText(mitra)
  await mitra.getByRole('button', { name: 'Berpamitan' }).click()
  await mitra.getByRole('dialog').getByRole('button', { name: 'Berpamitan' }).click()
  await expect(mitra.getByRole('heading', { name: 'Sesi selesai' })).toBeVisible()
  await isText(mitra)
  await mitra.getByRole('link', { name: 'Lihat transkrip' }).click()
  await expect(bubble(mitra, SAID[0] as string).first()).toBeVisible()
  await isText(mitra)
  await customer.goto(`${server.publicUrl}/app/history`)
  await customer.getByRole('link', { name: NAMES.mitra }).click()
  await expect(bubble(customer, SAID[0] as string).first()).toBeVisible()
  await isText(customer)

  const desk = await device()
  await desk.setViewportSize({ width: 1280, height: 800 })
  await enter(desk, server)
  const lists: [string, string][] = [
    ['/sessions', NAMES.customer],
    ['/customers', NAMES.customer],
    ['/mitras', NAMES.mitra],
    ['/mitra-activity', NAMES.mitra],
    ['/users', NAMES.staff],
    ['/settings', NAMES.tier],
    ['/audit-log', NAMES.tier],
    ['/', ''],
  ]
  for (const [path, name] of lists) {
    await desk.goto(server.internalUrl + path)
    if (name) await expect(desk.locator('#content').getByText(name).first()).toBeVisible()
    else await expect(desk.locator('#content').getByRole('heading').first()).toBeVisible()
    await isText(desk)
    // One of them, by itself.
    if (['/sessions', '/customers', '/mitra-activity'].includes(path)) {
      await desk.locator('#content').getByRole('table').getByRole('link').first().click()
      await expect(desk).toHaveURL(new RegExp(`${path}/.+`))
      await expect(desk.locator('#content').getByText(name).first()).toBeVisible()
      await isText(desk)
    }
  }
})
