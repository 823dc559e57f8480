import { Browser, lacking } from './engines'
import { ADMIN } from './server'
import { expect, test } from './test'

/// 5.2.2
test('an operator works in Firefox: signs in, goes through every page, changes a setting and leaves', async ({
  server,
}, info) => {
  test.skip(lacking('firefox') !== '', `not here: ${lacking('firefox')}`)
  test.setTimeout(180_000)
  await server.guest('Tamu Firefox')
  const browser = await Browser.open('firefox', { width: 1280, height: 900 })
  try {
    await browser.go(`${server.internalUrl}/sessions`)
    await browser.write('Email', ADMIN.email)
    await browser.write('Password', ADMIN.password)
    await browser.press('Masuk')
    await browser.at(/\/sessions$/)
    for (const [link, shown] of [
      ['Dasbor', 'Sesi berlangsung'],
      ['Sesi', 'Ekspor CSV'],
      ['Mitra', 'Daftarkan mitra'],
      ['Aktivitas mitra', 'Aktivitas mitra'],
      ['Pelanggan', 'Tamu Firefox'],
      ['Pengguna', ADMIN.email],
      ['Pengaturan', 'Anonimitas'],
      ['Log audit', 'Log audit'],
    ] as const) {
      await browser.press(link)
      await browser.sees(shown)
      expect(await browser.isTooWide(), link).toBe(false)
    }
    await browser.reload()
    await browser.sees('Log audit')
    await browser.press('Menu akun')
    await browser.press('Keluar')
    await browser.sees('Masuk')
  } catch (error) {
    await info.attach('window', { body: await browser.shot(), contentType: 'image/png' })
    throw error
  } finally {
    await browser.close()
  }
})
