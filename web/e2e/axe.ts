import fs from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'

const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  id: string
  nodes: { target: string[] }[]
}

/** Colours that are on their way from the light to the dark are neither. One that has arrived may set off what inherits it. */
async function settled() {
  for (let rounds = 0; rounds < 10 && document.getAnimations().length; rounds++)
    await Promise.race([
      Promise.allSettled(document.getAnimations().map((each) => each.finished)),
      new Promise((patience) => setTimeout(patience, 200)),
    ])
}

/** No finding of axe on the page as it is now, in the light and in the dark. */
export async function accessible(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(source)
    await page.evaluate(settled)
    const found = await page.evaluate(async (rules) => {
      const axe = (
        window as unknown as { axe: { run(on: Document, how: object): Promise<{ violations: Violation[] }> } }
      ).axe
      const { violations } = await axe.run(document, { runOnly: rules })
      return violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`)
    }, RULES)
    expect(found, colorScheme).toEqual([])
  }
}
