import { expect } from '@playwright/test'
import { askForCode, codeField, takeRequest } from './mitra'
import { asNewGuest, bubble, lookForBestie, write } from './pair'
import { newPhone } from './people'
import { relax } from './seed'
import { shutStorage } from './shut'
import { test } from './test'

test.use({ alone: 'shut storage' })
test.beforeEach(async ({ server }) => {
  await relax(server)
})

test('where a browser keeps nothing, two people talk for as long as their pages live', async ({
  browser,
  page,
  server,
}) => {
  const phone = newPhone()
  await server.signIn('mitra', phone, 'Sari')
  await shutStorage(page.context())
  await page.goto(`${server.publicUrl}/mitra/`)
  await askForCode(page, phone)
  await codeField(page).fill(await server.codeFor(phone))
  const switched = page.getByRole('switch', { name: 'Siap menerima curhat' })
  await switched.click()
  await expect(switched).toBeChecked()

  const theirs = await browser.newContext()
  await shutStorage(theirs)
  const customer = await theirs.newPage()
  const errors: string[] = []
  customer.on('pageerror', (error) => errors.push(String(error)))
  await asNewGuest(customer, server, 'Kabut Riang')
  await lookForBestie(customer, 'Topik umum')
  await takeRequest(page)
  await write(page, 'Selamat datang')
  await expect(bubble(customer, 'Selamat datang')).toBeVisible()
  await write(customer, 'Terima kasih')
  await expect(bubble(page, 'Terima kasih')).toBeVisible()

  // What is chosen and what is typed lasts, too.
  await customer.getByLabel('Tulis pesan').fill('Belum selesai')
  await customer.getByLabel('Kembali').click()
  await customer.getByRole('link', { name: 'Profil' }).click()
  await customer.getByLabel('Bahasa').selectOption('en')
  await customer.getByRole('link', { name: 'Home' }).click()
  await customer.getByRole('button', { name: 'Open the chat' }).click()
  await expect(customer.getByLabel('Write a message')).toHaveValue('Belum selesai')
  expect(errors).toEqual([])
  await theirs.close()
})
