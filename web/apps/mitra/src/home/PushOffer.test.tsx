import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'

vi.mock('../live/push', () => ({ push: { state: signal('off') } }))

import { forgetAll } from '../storage'
import PushOffer from './PushOffer'

afterEach(cleanup)

it('is made anew to the next person', async () => {
  render(<PushOffer />)
  fireEvent.click(screen.getByText('Nanti saja'))
  await waitFor(() => expect(screen.queryByText('Nanti saja')).toBeNull())
  forgetAll()
  await screen.findByText('Nanti saja')
})
