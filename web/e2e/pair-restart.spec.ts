import { expect } from '@playwright/test'
import { answer, badge, toggle } from './mitra'
import { asNewGuest, bubble, lookForBestie, mitraOnline, progress, test, write } from './pair'
import { relax } from './seed'

test.use({
  alone: 'pair-restart',
  // The browser itself writes down each try to reach a server that is not there.
  expectedErrors: [/WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|status of (4\d\d|503)/],
})
test.setTimeout(120_000)
test.beforeEach(({ server }) => relax(server))

/// 4.1.1, 5.3.4, 4.2.1
test('the server is killed in mid-chat and comes back: both go on, nothing is lost, nothing comes twice', async ({
  device,
  server,
}) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311119001', 'Sari')
  await asNewGuest(customer, server, 'Kabut Riang')
  await lookForBestie(customer, 'Topik sensitif')
  await answer(mitra, 'Kabut Riang', 'Terima')
  await write(customer, 'Sebelum putus')
  await expect(progress(customer, 'Sebelum putus')).toHaveAttribute('data-progress', 'read')
  const left = async () => (await mitra.getByRole('timer').textContent()) ?? ''
  const seconds = async () => {
    const [minutes = 0, rest = 0] = (await left()).split(':').map(Number)
    return minutes * 60 + rest
  }
  const before = { at: Date.now(), left: await seconds() }

  await server.down('SIGKILL')
  await write(customer, 'Halo, masih di sana?')
  await write(customer, 'Aku tunggu ya')
  await write(mitra, 'Aku di sini')
  await expect(progress(customer, 'Halo, masih di sana?')).toHaveAttribute('data-progress', 'sending')
  await expect(progress(mitra, 'Aku di sini')).toHaveAttribute('data-progress', 'sending')
  await expect(customer.getByText('Menyambung lagi…')).toBeVisible()
  await expect(mitra.getByText('Menyambung lagi…')).toBeVisible()
  // Half a sentence stays where it is, even if the page is lost meanwhile.
  await mitra.getByLabel('Tulis pesan').fill('Setengah kalim')

  await server.up()
  for (const page of [customer, mitra]) {
    await expect(page.getByText('Menyambung lagi…')).toHaveCount(0, { timeout: 40_000 })
    for (const text of ['Sebelum putus', 'Halo, masih di sana?', 'Aku tunggu ya', 'Aku di sini'])
      await expect(bubble(page, text)).toHaveCount(1)
  }
  await expect(progress(customer, 'Aku tunggu ya')).toHaveAttribute('data-progress', 'read')
  await expect(progress(mitra, 'Aku di sini')).toHaveAttribute('data-progress', 'read')
  await expect(mitra.getByLabel('Tulis pesan')).toHaveValue('Setengah kalim')

  // The timer was taken up, not begun anew.
  const passed = (Date.now() - before.at) / 1000
  expect(Math.abs(before.left - passed - (await seconds()))).toBeLessThan(3)

  // And it is the same conversation as before, in every respect.
  await expect(badge(mitra)).toBeVisible()
  await expect(toggle(mitra)).toBeEnabled()
  await write(mitra, 'Setengah kalimat, sekarang utuh')
  await expect(bubble(customer, 'Setengah kalimat, sekarang utuh')).toBeVisible()
  await write(customer, 'Sampai juga')
  await expect(bubble(mitra, 'Sampai juga')).toBeVisible()
  const order = (texts: string[]) => texts.map((text) => text.match(/Halo|tunggu|utuh|Sampai/)?.[0]).filter(Boolean)
  expect(order(await bubble(mitra, '').allTextContents())).toEqual(['Halo', 'tunggu', 'utuh', 'Sampai'])
  expect(order(await bubble(customer, '').allTextContents())).toEqual(['Halo', 'tunggu', 'utuh', 'Sampai'])
})

test('what was written while the server was away is sent even if the app was closed meanwhile', async ({
  device,
  server,
}) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311119002', 'Budi')
  await asNewGuest(customer, server, 'Ombak Tenang')
  await lookForBestie(customer, 'Topik umum')
  await answer(mitra, 'Ombak Tenang', 'Terima')
  await write(mitra, 'Halo')
  await expect(bubble(customer, 'Halo')).toBeVisible()
  await server.down('SIGKILL')
  await write(mitra, 'Jangan hilang')
  await expect(progress(mitra, 'Jangan hilang')).toHaveAttribute('data-progress', 'sending')
  await mitra.close()
  await server.up()
  // Home is enough: nobody has to open the conversation for it to go.
  const again = await mitra.context().newPage()
  await again.goto(`${server.publicUrl}/mitra/home`)
  await expect(bubble(customer, 'Jangan hilang')).toBeVisible({ timeout: 40_000 })
  await again.getByRole('link', { name: /Ombak Tenang/ }).click()
  await expect(bubble(again, 'Jangan hilang')).toHaveCount(1)
})

test('the server is put back to a copy while both look on: both see what it has now, and go on from there', async ({
  device,
  server,
}) => {
  const [customer, mitra] = [await device(), await device()]
  await mitraOnline(mitra, server, '+6281311119003', 'Wati')
  await asNewGuest(customer, server, 'Embun Pagi')
  await lookForBestie(customer, 'Topik umum')
  await answer(mitra, 'Embun Pagi', 'Terima')
  await write(customer, 'Sebelum disalin')
  await expect(progress(customer, 'Sebelum disalin')).toHaveAttribute('data-progress', 'read')
  server.run('backup', 'copy.db')
  await write(mitra, 'Sesudah disalin')
  await write(customer, 'Juga sesudahnya')
  await expect(progress(mitra, 'Sesudah disalin')).toHaveAttribute('data-progress', 'read')
  await expect(progress(customer, 'Juga sesudahnya')).toHaveAttribute('data-progress', 'read')

  await server.down()
  server.run('restore', 'copy.db')
  await server.up()
  for (const page of [customer, mitra]) {
    await expect(bubble(page, 'sesudah')).toHaveCount(0, { timeout: 40_000 })
    await expect(bubble(page, 'Sebelum disalin')).toHaveCount(1)
  }
  // It stands under the number that another one had.
  await write(mitra, 'Kita lanjut dari sini')
  await expect(bubble(customer, 'Kita lanjut dari sini')).toBeVisible()
  await expect(progress(mitra, 'Kita lanjut dari sini')).toHaveAttribute('data-progress', 'read')
  await write(customer, 'Baik')
  await expect(bubble(mitra, 'Baik')).toBeVisible()
})
