import { expect, type Page } from '@playwright/test'
import { asked, overlay } from './mitra'
import { asNewGuest, lookForBestie, mitraOnline, test } from './pair'
import { accept, relax, request, say } from './seed'
import type { Server } from './server'

test.use({ alone: 'pair-crowd' })
test.setTimeout(180_000)
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('chat', { request_timeout_seconds: 120 })
})

interface Told {
  mitra: { id: string; display_name: string }
  status: string
}

/** What became of a request, by mitra. */
async function told(server: Server, id: string) {
  const { notifications } = await server.call<{ notifications: Told[] }>('GET', `/internal/sessions/${id}`, {
    token: await server.admin(),
  })
  return notifications
}

/** All who see the request press at once; answers who got it. Everybody else is told that it is taken. */
async function rush(mitras: Page[], customer: string) {
  const last = mitras.at(-1) as Page
  for (const page of mitras) await expect(asked(page, customer)).toBeVisible()
  // A sheet that has just come takes no tap yet: pressed again until it is taken or gone.
  const lost = (page: Page) => page.getByRole('dialog', { name: 'Sudah diambil mitra lain' })
  const won = (page: Page) => page.getByRole('heading', { level: 1, name: customer })
  await Promise.all(
    mitras.map((page) =>
      expect(async () => {
        const press = asked(page, customer).getByRole('button', { name: 'Terima' })
        if (await press.count()) await press.click({ timeout: 500 }).catch(() => undefined)
        await expect(lost(page).or(won(page))).toBeVisible({ timeout: 1000 })
      }).toPass(),
    ),
  )
  await expect(lost(last).or(won(last))).toBeVisible()
  const winners: Page[] = []
  for (const page of mitras) {
    if (await lost(page).count()) {
      await expect(page.getByText(`${customer} sudah mendapat teman curhat lain.`)).toBeVisible()
      await page.getByRole('button', { name: 'Mengerti' }).click()
    } else winners.push(page)
  }
  return winners
}

/// 5.3.1, 5.3.2, 5.3.3, 3.1.3, 3.1.7
test('two customers and five mitras: everyone is asked, and each finds exactly one', async ({ device, server }) => {
  const mitras: Page[] = []
  for (const [at, name] of ['Ani', 'Budi', 'Citra', 'Dewi', 'Eko'].entries()) {
    const page = await device()
    await mitraOnline(page, server, `+628131111800${at}`, name)
    mitras.push(page)
  }
  const customers = [await device(), await device()]
  for (const [at, name] of ['Kabut Riang', 'Ombak Tenang'].entries()) {
    const page = customers[at] as Page
    await asNewGuest(page, server, name)
    await lookForBestie(page, at ? 'Topik sensitif' : 'Topik umum')
  }
  const ids = customers.map((page) => page.url().split('/').at(-1) as string)
  for (const page of mitras) await expect(page.getByText('+1 lagi')).toBeVisible()
  for (const id of ids) expect(await told(server, id)).toHaveLength(5)

  const first = await rush(mitras, 'Kabut Riang')
  expect(first).toHaveLength(1)
  const second = await rush(mitras, 'Ombak Tenang')
  expect(second).toHaveLength(1)
  for (const [at, id] of ids.entries()) {
    const outcomes = await told(server, id)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['accepted', 'missed', 'missed', 'missed', 'missed'])
    const winner = outcomes.find(({ status }) => status === 'accepted')?.mitra.display_name ?? ''
    await expect((customers[at] as Page).getByRole('heading', { level: 1, name: winner })).toBeVisible()
  }
  for (const page of mitras) await expect(overlay(page)).toHaveCount(0)
})

/// 5.3.1
test('with one mitra who is free for one only, the second customer waits, and has their turn', async ({
  device,
  server,
}) => {
  await server.config('chat', { mitra_max_concurrent_sessions: 1 })
  const [customer, mitra] = [await device(), await device()]
  const who = await mitraOnline(mitra, server, '+6281311118011', 'Fitri')
  await asNewGuest(customer, server, 'Fajar Ramah')
  const guest = await server.guest('Senja Perak')
  const first = await request(server, guest)
  await accept(server, { id: who.profile.id, name: 'Fitri', token: who.access_token }, first)
  await lookForBestie(customer, 'Topik umum')
  await expect(customer.getByRole('heading', { name: 'Sedang mencari bestie untukmu…' })).toBeVisible()
  await expect(mitra.getByRole('link', { name: /Senja Perak/ })).toBeVisible()
  const others = await told(server, customer.url().split('/').at(-1) as string)
  expect(others.map((each) => each.mitra.display_name)).not.toContain('Fitri')
  // What comes after it is there.
  await say(server, 'client', guest.access_token, first, 'Masih bercerita')
  await expect(mitra.getByRole('link', { name: /Senja Perak/ })).toContainText('Masih bercerita')
  await expect(overlay(mitra)).not.toBeVisible()
  for (const [what, token, side] of [
    ['end', guest.access_token, 'client'],
    ['goodbye', guest.access_token, 'client'],
    ['goodbye', who.access_token, 'mitra'],
  ])
    await server.call('POST', `/api/${side}/chat/sessions/${first.id}/${what}`, { token, body: {} })
  await expect(asked(mitra, 'Fajar Ramah')).toBeVisible()
  await expect(async () => {
    // A press that was slow may have been taken all the same.
    const press = asked(mitra, 'Fajar Ramah').getByRole('button', { name: 'Terima' })
    if (await press.count()) await press.click({ timeout: 1000 }).catch(() => undefined)
    await expect(customer.getByRole('heading', { level: 1, name: 'Fitri' })).toBeVisible({ timeout: 2000 })
  }).toPass()
})

test('whoever comes online while someone searches is asked too', async ({ device, server }) => {
  await server.config('chat', { mitra_max_concurrent_sessions: 100 })
  const [customer, mitra] = [await device(), await device()]
  await asNewGuest(customer, server, 'Embun Pagi')
  await lookForBestie(customer, 'Topik sensitif')
  await server.signIn('mitra', '+6281311118021', 'Gita')
  await mitra.goto(`${server.publicUrl}/mitra/`)
  await mitra.getByLabel('Nomor HP').fill('081311118021')
  await mitra.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(mitra.getByRole('heading', { name: 'Masukkan kode' })).toBeVisible()
  await expect(async () => {
    await mitra.getByLabel('Kode OTP, 6 digit').fill(await server.codeFor('+6281311118021'))
    await expect(mitra).toHaveURL(/\/home$/, { timeout: 2000 })
  }).toPass()
  await expect(overlay(mitra)).toHaveCount(0)
  await mitra.getByRole('switch', { name: 'Siap menerima curhat' }).click()
  await expect(asked(mitra, 'Embun Pagi').getByText('Topik sensitif')).toBeVisible()
})
