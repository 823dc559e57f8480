import { expect, type Page } from '@playwright/test'
import { ADMIN, type Server } from './server'

/** Opens the control center and signs in as the page asks for it. */
export async function enter(
  page: Page,
  server: Server,
  { path = '/', email = ADMIN.email, password = ADMIN.password } = {},
) {
  await page.goto(server.internalUrl + path)
  await fillIn(page, email, password)
  await expect(page.locator('#content')).toBeVisible()
}

/** Fills in the login form and sends it. */
export async function fillIn(page: Page, email: string, password: string) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Masuk' }).click()
}

/** A member of staff, in a role. */
export async function colleague(server: Server, role: string, email: string, password = 'Rahasia123') {
  const token = await server.admin()
  const { items } = await server.call<{ items: { id: string; name: string }[] }>('GET', '/internal/roles', { token })
  const role_id = items.find((each) => each.name === role)?.id
  await server.call('POST', '/internal/control-center-users', {
    token,
    body: { email, name: email.split('@')[0], role_id, password },
  })
  return { email, password }
}

/** Lets an hour and more pass: every access token has expired then. */
export const anHourLater = (server: Server) =>
  server.call('POST', '/internal/dev/clock/advance', { body: { seconds: 3700 } })
