import fs from 'node:fs'
import { ApiError } from '@curhat/api'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { indonesian } from './errors'
import { setLang } from './i18n'
import {
  Button,
  Confirmations,
  confirm,
  duration,
  Failure,
  Field,
  relative,
  rupiah,
  Switch,
  Toasts,
  toast,
  useForm,
} from './index'

afterEach(cleanup)

let failure = new ApiError({ type: '', title: '', status: 409, code: 'EMAIL_TAKEN' })

const place = (error: ApiError) => (error.code === 'EMAIL_TAKEN' ? ('email' as const) : undefined)
function EmailForm() {
  const form = useForm({ fields: ['email'], send: () => Promise.reject(failure), place })
  return (
    <form onSubmit={form.onSubmit}>
      <Field label="Email" name="email" error={form.errors.email} />
      <button type="submit">Buat</button>
    </form>
  )
}

describe('words', () => {
  it('has a sentence for every code that the documents name', () => {
    const text = ['public', 'internal'].map((name) => fs.readFileSync(`../openapi/${name}.json`, 'utf8')).join()
    const codes = new Set([...text.matchAll(/"code\\?":\s*\\?"([A-Z_]+)\\?"/g)].map(([, code]) => code as string))
    const errors = fs.readFileSync('../src/domain/error.rs', 'utf8')
    for (const [, code] of errors.matchAll(/^ {4}\w+ "([A-Z_]+)"/gm)) codes.add(code as string)
    expect(codes.size).toBeGreaterThan(40)
    expect([...codes].filter((code) => !indonesian[code])).toEqual([])
  })

  it('writes money and time as people here do', () => {
    expect(rupiah(15000)).toBe('Rp15.000')
    expect([duration(299_001), duration(3_661_000), duration(-5)]).toEqual(['5:00', '1:01:01', '0:00'])
    expect(relative(Date.now() - 180_500)).toBe('3 menit yang lalu')
  })
})

describe('parts', () => {
  it('a field reads its error out', () => {
    render(<Field label="Email" name="email" error="Wajib diisi." />)
    const input = screen.getByLabelText('Email')
    const described = document.getElementById(input.getAttribute('aria-describedby') ?? '')
    expect([input.getAttribute('aria-invalid'), described?.textContent]).toEqual(['true', 'Wajib diisi.'])
  })

  it('a button that works is busy and is not pressed twice', async () => {
    let finish = () => {}
    const press = vi.fn(() => new Promise<void>((done) => (finish = done)))
    render(<Button onClick={press}>Simpan</Button>)
    const button = screen.getByRole('button')
    fireEvent.click(button)
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBe('true'))
    fireEvent.click(button)
    expect(press).toHaveBeenCalledTimes(1)
    finish()
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBeNull())
  })

  it('a switch says its state', () => {
    const change = vi.fn()
    render(<Switch label="Aktif" checked={false} onChange={change} />)
    fireEvent.click(screen.getByRole('switch', { name: 'Aktif' }))
    expect(change).toHaveBeenCalledWith(true)
  })

  it('the same toast is not shown twice', async () => {
    render(<Toasts />)
    toast('Tersimpan.')
    toast('Tersimpan.')
    await waitFor(() => expect(screen.getAllByText('Tersimpan.').length).toBe(1))
  })

  it('a question is answered', async () => {
    render(<Confirmations />)
    const answer = confirm({ title: 'Nonaktifkan?', yes: 'Nonaktifkan', no: 'Batal' })
    fireEvent.click(await screen.findByText('Batal'))
    expect(await answer).toBe(false)
  })

  it('a failure names the request and waits as long as it was told', () => {
    const problem = {
      type: '',
      title: '',
      status: 429,
      code: 'OTP_RATE_LIMIT_IP',
      retry_after_seconds: 30,
      request_id: 'r-1',
    }
    render(<Failure error={new ApiError(problem)} again={() => {}} />)
    expect(screen.getByText('r-1')).toBeTruthy()
    expect((screen.getByText('Coba lagi dalam 30 detik') as HTMLButtonElement).disabled).toBe(true)
  })

  it('a form puts each complaint at its field and keeps what was typed', async () => {
    render(<EmailForm />)
    const input = screen.getByLabelText('Email') as HTMLInputElement
    input.value = 'a@b.c'
    fireEvent.submit(input.form as HTMLFormElement)
    await screen.findByText('Email sudah digunakan.')
    expect(input.value).toBe('a@b.c')
  })

  it('what the server says of a field is in English: it is shown to whoever reads English', async () => {
    const errors = [{ pointer: '/email', detail: 'must be shorter' }]
    failure = new ApiError({ type: '', title: '', status: 400, code: 'BAD_REQUEST', errors })
    render(<EmailForm />)
    const form = (screen.getByLabelText('Email') as HTMLInputElement).form as HTMLFormElement
    fireEvent.submit(form)
    await screen.findByText('Isian belum benar. Periksa lagi.')
    setLang('en')
    fireEvent.submit(form)
    await screen.findByText('must be shorter')
    setLang('id')
  })
})
