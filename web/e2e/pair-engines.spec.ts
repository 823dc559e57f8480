import { expect } from '@playwright/test'
import { type Engine, firefox, missing, Person, webkit } from './engines'
import { relax } from './seed'
import type { Server } from './server'
import { test } from './test'

test.use({ alone: 'pair-engines' })
test.setTimeout(180_000)
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('free-trial', { enabled: false })
})

/** From the two sign-ins by phone to the two goodbyes. */
async function wholeWay(server: Server, customer: Person, mitra: Person, phones: [string, string]) {
  const [asking, listening] = phones
  await server.signIn('mitra', `+62${listening}`, 'Sari')
  await mitra.go(`${server.publicUrl}/mitra/`)
  await mitra.writes('Nomor HP', `0${listening}`)
  await mitra.presses('Kirim kode')
  await mitra.sees('Masukkan kode')
  await mitra.writes('Kode OTP', await server.codeFor(`+62${listening}`))
  await mitra.sees('Halo, Sari')
  expect(await mitra.fits()).toBe(true)
  await mitra.engine.run('document.querySelector("[role=switch]").click()')
  await mitra.sees('Online. Permintaan baru langsung masuk ke sini.')

  await customer.go(`${server.publicUrl}/app/`)
  await customer.presses('Lewati')
  await customer.presses('Daftar / Masuk')
  await customer.writes('Nomor HP', `0${asking}`)
  await customer.presses('Kirim kode')
  await customer.sees('Masukkan kode')
  await customer.writes('Kode OTP', await server.codeFor(`+62${asking}`))
  await customer.sees('Mulai Curhat')
  expect(await customer.fits()).toBe(true)

  await customer.presses('Mulai Curhat')
  await customer.presses('Topik sensitif')
  await customer.presses('Cari bestie…')
  await customer.sees('Sedang mencari bestie untukmu…')
  await mitra.sees('Ada yang mau curhat')
  await mitra.sees('Topik sensitif')
  await mitra.pressesUntil('Terima', "location.pathname.includes('/chat/')")
  await customer.sees('Sari')

  await customer.writes('Tulis pesan', 'Halo dari sini')
  await customer.presses('Kirim')
  await mitra.sees('Halo dari sini')
  await mitra.writes('Tulis pesan', 'Aku dengarkan')
  await mitra.presses('Kirim')
  await customer.sees('Aku dengarkan')
  expect(await customer.engine.run('return document.querySelector("[data-tone]").dataset.tone')).toBe('pink')
  expect(await mitra.engine.run('return document.querySelector("[data-tone]").dataset.tone')).toBe('yellow')
  expect([await customer.fits(), await mitra.fits()]).toEqual([true, true])

  await customer.presses('Tambah waktu')
  await customer.presses('Minta tambahan…')
  await mitra.sees('Minta tambahan waktu')
  await mitra.presses('Terima')
  await customer.sees('Diterima!')

  await customer.presses('Akhiri sesi')
  await customer.presses('Akhiri')
  await customer.presses('Kirim dan pamit')
  await mitra.presses('Berpamitan')
  await mitra.sees('Pesan perpisahan (boleh kosong)')
  await mitra.presses('Berpamitan')
  await mitra.sees('Sesi selesai')
  await customer.sees('Sesi selesai')
}

/** A customer and a mitra, each in an engine of their own; both are ended, whatever happens. */
async function between(
  customer: () => Promise<Engine>,
  mitra: () => Promise<Engine>,
  use: (...two: [Person, Person]) => Promise<void>,
) {
  const engines: Engine[] = []
  try {
    for (const start of [customer, mitra]) engines.push(await start())
    await use(new Person(engines[0] as Engine), new Person(engines[1] as Engine))
  } finally {
    for (const engine of engines) await engine.close()
  }
}

/// 3.3.1, 5.2.3
test('the whole way with the customer in WebKit and the mitra in Firefox', async ({ server }) => {
  test.skip(missing !== undefined, missing)
  await between(webkit, firefox, (customer, mitra) => wholeWay(server, customer, mitra, ['81311121001', '81311121002']))
})

/// 3.3.2, 5.2.3
test('the whole way with the customer in Firefox and the mitra in WebKit', async ({ server }) => {
  test.skip(missing !== undefined, missing)
  await between(firefox, webkit, (customer, mitra) => wholeWay(server, customer, mitra, ['81311121003', '81311121004']))
})
