import { act, cleanup, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { forgetAll } from '../storage'
import { InstallCard, succeeded } from './InstallCard'

afterEach(cleanup)

it('is offered to whoever has had a session, and not to the next person', async () => {
  render(<InstallCard />)
  await act(async () => {
    dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt: async () => undefined }))
  })
  expect(screen.queryByRole('region')).toBeNull()
  succeeded()
  await screen.findByRole('region')
  forgetAll()
  await waitFor(() => expect(screen.queryByRole('region')).toBeNull())
})
