import { Browser, type Engine, lacking } from './engines'
import { relax } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

/** From the welcome screen to the price, as a guest. */
async function asks(customer: Browser, server: Server, name: string) {
  await customer.go(`${server.publicUrl}/app/`)
  await customer.press('Lewati')
  await customer.press('Lanjut sebagai Tamu')
  await customer.write('Nama panggilan', name)
  await customer.press('Simpan dan lanjut')
  await customer.press('Mulai Curhat')
  await customer.press('Topik umum')
  await customer.sees('Pilih lamanya')
  await customer.press('Cari bestie · Gratis')
}

/** By phone and code, and ready for requests. */
async function listens(mitra: Browser, server: Server, phone: string) {
  await mitra.go(`${server.publicUrl}/mitra/`)
  await mitra.write('Nomor HP', phone)
  await mitra.press('Kirim kode')
  await mitra.sees('Masukkan kode')
  await mitra.write('Kode OTP, 6 digit', await server.codeFor(phone))
  await mitra.press('Siap menerima curhat')
}

for (const [engine, phone] of [
  ['firefox', '+6281266600001'],
  ['webkit', '+6281266600002'],
] as [Engine, string][]) {
  /// 5.2.3
  test(`a guest and a mitra find each other, talk and part in ${engine}, at phone size`, async ({ server }, info) => {
    test.skip(lacking(engine) !== '', `not here: ${lacking(engine)}`)
    test.setTimeout(240_000)
    await relax(server)
    await server.signIn('mitra', phone, 'Mitra Mesin')
    const [customer, mitra] = [await Browser.open(engine), await Browser.open(engine)]
    try {
      await listens(mitra, server, phone)
      await asks(customer, server, 'Tamu Mesin')
      await mitra.pressUntil('Terima', 'Sapa duluan')
      await customer.sees('Mitra Mesin')
      await customer.write('Tulis pesan', 'Halo, boleh cerita?')
      await customer.press('Kirim')
      await mitra.sees('Halo, boleh cerita?')
      await mitra.write('Tulis pesan', 'Tentu, aku dengarkan.')
      await mitra.press('Kirim')
      await customer.sees('Tentu, aku dengarkan.')
      expect(await customer.isTooWide()).toBe(false)
      expect(await mitra.isTooWide()).toBe(false)
      await customer.reload()
      await customer.sees('Tentu, aku dengarkan.')
    } catch (error) {
      await info.attach('customer', { body: await customer.shot(), contentType: 'image/png' })
      await info.attach('mitra', { body: await mitra.shot(), contentType: 'image/png' })
      throw error
    } finally {
      await customer.close()
      await mitra.close()
    }
  })
}
