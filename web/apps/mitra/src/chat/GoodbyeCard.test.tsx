import type { ChatSession } from '@curhat/chat'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'

const sayGoodbye = vi.hoisted(() => vi.fn(async () => undefined))
vi.mock('./act', () => ({ sayGoodbye }))

import { GoodbyeCard } from './GoodbyeCard'

afterEach(cleanup)

const session = (id: string) =>
  ({ id, counterpart: { display_name: 'Fajar' }, goodbye: { customer: false, mitra: false } }) as unknown as ChatSession
const button = () => screen.getAllByRole('button', { name: 'Berpamitan', hidden: true })
const field = () => screen.getByRole('textbox') as HTMLTextAreaElement

it('parting words outlive the sheet and the page, until they are said', async () => {
  render(<GoodbyeCard session={session('a')} />)
  fireEvent.click(button()[0] as HTMLElement)
  fireEvent.input(await waitFor(field), { target: { value: 'Terima kasih sudah cerita.' } })
  await waitFor(() => expect(field().value).toBe('Terima kasih sudah cerita.'))
  ;(document.querySelector('dialog') as HTMLDialogElement).close()
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
  cleanup()
  render(<GoodbyeCard session={session('b')} />)
  fireEvent.click(button()[0] as HTMLElement)
  expect((await waitFor(field)).value).toBe('')
  cleanup()
  render(<GoodbyeCard session={session('a')} />)
  fireEvent.click(button()[0] as HTMLElement)
  expect((await waitFor(field)).value).toBe('Terima kasih sudah cerita.')
  fireEvent.click(button().at(-1) as HTMLElement)
  await waitFor(() => expect(sayGoodbye).toHaveBeenCalledWith('a', 'Terima kasih sudah cerita.'))
  await waitFor(() => expect(sessionStorage.getItem('curhat-mitra-goodbye-a')).toBeNull())
})
