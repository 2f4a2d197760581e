/** What every page is looked at for: pictures in light and dark, and nothing serious found by axe. */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const SCREENS = resolve(import.meta.dirname, '../../../.cache/screens')

/** Pages of the console with the heading that shows they are there. */
export const PAGES = [
  { path: '/', heading: 'Northwind Robotics', name: 'overview' },
  { path: '/people', heading: 'People', name: 'people' },
  { path: '/teams', heading: 'Teams', name: 'teams' },
  { path: '/roles', heading: 'Roles', name: 'roles' },
  { path: '/resources', heading: 'Resources', name: 'resources' },
  { path: '/approvals', heading: 'Approvals', name: 'approvals' },
  { path: '/domains', heading: 'Domains', name: 'domains' },
  { path: '/events', heading: 'Events', name: 'events' },
  { path: '/settings', heading: 'Settings', name: 'settings' },
] as const

/** Goes to a page by its address in the hash, as a link would. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#${path}`)
}

const SCHEMES = ['light', 'dark'] as const

/** Draws the page in a colour scheme, and waits until all of it is. */
async function inScheme(page: Page, scheme: (typeof SCHEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
  // The scheme is set before all is drawn in it; two frames and a moment later it is.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await page.waitForTimeout(250)
  // On a busy machine transitions may have begun only now; loaders that turn for ever are not waited for.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((a) => Number.isFinite(Number(a.effect?.getComputedTiming().endTime)))
    await Promise.all(ending.map((a) => a.finished.catch(() => undefined)))
  })
}

/** Pictures of the page as it is, in `.cache/screens`; of both colour schemes where not told otherwise. */
export async function picture(
  page: Page,
  host: string,
  name: string,
  schemes: readonly (typeof SCHEMES)[number][] = SCHEMES,
): Promise<void> {
  mkdirSync(SCREENS, { recursive: true })
  for (const scheme of schemes) {
    await inScheme(page, scheme)
    await page.screenshot({ path: `${SCREENS}/${host}-${name}-${scheme}.png` })
  }
}

/** Fails with what axe finds serious or critical, in both colour schemes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await inScheme(page, colorScheme)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    expect(
      serious.map((v) => `${colorScheme} ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`),
    ).toEqual([])
  }
}

/** What scrolls or clips by itself, so that the window's own scroll bar would never show that something is cut off. */
const PARTS = ['html', '#page', 'header', '[role="dialog"]']

/** Fails where the page, the header or an open dialog is wider than its place: something is cut off or scrolls sideways. */
export async function expectFits(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(
    (parts) =>
      parts.flatMap((part) =>
        [...document.querySelectorAll(part)]
          .filter((element) => element.scrollWidth > element.clientWidth)
          .map((element) => `${part} by ${element.scrollWidth - element.clientWidth} px`),
      ),
    PARTS,
  )
  expect(wide, name).toEqual([])
}
