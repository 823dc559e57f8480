import { firefox, missingFirefox, Person } from './engines'
import { ADMIN } from './server'
import { expect, test } from './test'

/// 5.1.3, 5.2.2
test('an operator works in Firefox: signs in, goes through every page, reloads and leaves', async ({ server }) => {
  test.skip(missingFirefox !== undefined, missingFirefox)
  test.setTimeout(180_000)
  await server.guest('Tamu Firefox')
  const engine = await firefox({ width: 1280, height: 900 })
  try {
    const operator = new Person(engine)
    await operator.go(`${server.internalUrl}/sessions`)
    await operator.writes('Email', ADMIN.email)
    await operator.writes('Password', ADMIN.password)
    await operator.presses('Masuk')
    await operator.sees('Ekspor CSV')
    for (const [link, shown] of [
      ['Dasbor', 'Sesi berlangsung'],
      ['Sesi', 'Ekspor CSV'],
      ['Mitra', 'Daftarkan mitra'],
      ['Aktivitas mitra', 'Apa yang dilakukan tiap mitra'],
      ['Pelanggan', 'Tamu Firefox'],
      ['Pengguna', ADMIN.email],
      ['Pengaturan', 'Anonimitas'],
      ['Log audit', 'Siapa mengubah apa'],
    ] as const) {
      await operator.presses(link)
      await operator.sees(shown)
      const tooWide = 'return document.documentElement.scrollWidth > document.documentElement.clientWidth'
      expect(await engine.run(tooWide), link).toBe(false)
    }
    // Comes back when the new page is there: what the old one shows is no answer.
    await engine.go(await engine.run<string>('return location.href'))
    await operator.sees('Siapa mengubah apa')
    await operator.presses('Menu akun…')
    await operator.presses('Keluar')
    await operator.sees('Masuk')
  } finally {
    await engine.close()
  }
})
