import { expect, test } from './test'

test('the part of the desk that is shown is the current one to a screen reader too', async ({ page, server }) => {
  await page.goto(`${server.internalUrl}/dev`)
  const nav = page.getByRole('navigation', { name: 'Parts of the desk' })
  for (const name of ['Timeline', 'Conduct', 'Clock, inbox, people']) {
    await nav.getByRole('link', { name }).click()
    await expect(nav.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
    await expect(nav.locator('[aria-current]')).toHaveCount(1)
  }
})

test('the name of the part that is shown is in sight on a phone', async ({ page, server }) => {
  await page.setViewportSize({ width: 412, height: 850 })
  for (const [part, name] of [
    ['conduct', 'Conduct'],
    ['desk', 'Clock, inbox, people'],
  ]) {
    await page.goto(`${server.internalUrl}/dev#${part}`)
    await expect(page.getByRole('link', { name, exact: true })).toBeInViewport({ ratio: 1 })
  }
})
