import { ApiError } from '@curhat/api'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'

const GET = vi.hoisted(() => vi.fn())
vi.mock('../session', () => ({ api: { GET }, signedIn: { value: true } }))
vi.mock('../live/chat', () => ({ chat: { onFrame: () => {} } }))
vi.mock('../live/config', () => ({ config: { value: null } }))

import { checkQuietly } from '../live/presence'
import { OnlineCard } from './OnlineCard'

afterEach(cleanup)

it('a state that could not be asked for is no state that is still being asked for', async () => {
  GET.mockRejectedValueOnce(new ApiError({ type: '', title: '', status: 0, code: 'NETWORK' }))
  await checkQuietly()
  render(<OnlineCard />)
  expect(screen.getByText('Tidak ada koneksi ke server. Periksa internet Anda.')).toBeTruthy()
  expect(screen.queryByText('Memeriksa status…')).toBeNull()
  GET.mockResolvedValueOnce({ data: { id: 'sari', is_online: true }, response: new Response() })
  fireEvent.click(screen.getByText('Coba lagi'))
  await screen.findByText('Online. Permintaan baru langsung masuk ke sini.')
})
