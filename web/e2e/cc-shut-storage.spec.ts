import { shutStorage } from './shut'
import { anHourLater, enter } from './staff'
import { expect, test } from './test'

test.use({ alone: 'cc shut storage' })

test('where a browser keeps nothing, staff works for as long as the page lives', async ({ page, server }) => {
  await server.guest('Senja Tenang')
  await shutStorage(page.context())
  await enter(page, server, { path: '/customers' })
  await expect(page.getByRole('link', { name: 'Senja Tenang' })).toBeVisible()
  // The token is renewed though no lock is to be had.
  await anHourLater(server)
  await page.getByRole('searchbox').fill('Tenang')
  await expect(page.getByText('1 dari 1', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Senja Tenang' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Senja Tenang' })).toBeFocused()
})
