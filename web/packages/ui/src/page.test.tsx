import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { Suspense } from 'preact/compat'
import { afterEach, expect, it, vi } from 'vitest'
import { ErrorBoundary, lazyPage } from './index'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('a part that could not be loaded is asked for again by whoever tries again, and not before', async () => {
  // One does not load a page anew that is offline.
  vi.stubGlobal('navigator', { onLine: false, userAgent: '' })
  const load = vi.fn<() => Promise<{ default: () => string }>>()
  load.mockRejectedValueOnce(new Error('gone')).mockRejectedValueOnce(new Error('still gone'))
  load.mockResolvedValue({ default: () => 'the part' })
  const Part = lazyPage(load)
  render(
    <ErrorBoundary
      at=""
      fallback={(error, again) => (
        <button type="button" onClick={again}>
          {error.message}
        </button>
      )}
    >
      <Suspense fallback={null}>
        <Part />
      </Suspense>
    </ErrorBoundary>,
  )
  // A test is faster than any finger: it lets the page come to rest first.
  const tryAgain = async (said: string) => {
    const again = await screen.findByText(said)
    await new Promise((resolve) => setTimeout(resolve))
    fireEvent.click(again)
  }
  await tryAgain('gone')
  await screen.findByText('still gone')
  expect(load).toHaveBeenCalledTimes(2)
  await tryAgain('still gone')
  await waitFor(() => screen.getByText('the part'))
  expect(load).toHaveBeenCalledTimes(3)
})

it('a part that is gone has the app loaded anew once, whatever became of other parts', async () => {
  const reload = vi.fn()
  vi.stubGlobal('location', { reload })
  vi.stubGlobal('navigator', { onLine: true, userAgent: '' })
  const failing = () => Promise.reject(new Error('gone'))
  const there = async () => ({ default: () => <>there</> })
  for (let visit = 0; visit < 3; visit++) {
    const [There, Gone] = [lazyPage(there), lazyPage(failing)]
    render(
      <Suspense fallback={null}>
        <There />
        <ErrorBoundary at="" fallback={() => 'gone'}>
          <Suspense fallback={null}>
            <Gone />
          </Suspense>
        </ErrorBoundary>
      </Suspense>,
    )
    await screen.findByText(/there/)
    await screen.findByText(/gone/)
    cleanup()
  }
  expect(reload).toHaveBeenCalledTimes(1)
})
