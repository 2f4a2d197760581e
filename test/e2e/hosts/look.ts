/** What every page is looked at for: pictures in light and dark, and nothing serious found by axe. */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

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

/** Shows a page made anew, without loading the whole console again: by way of another one that is drawn quickly. */
export async function anew(page: Page, path: string): Promise<void> {
  await go(page, '/approvals')
  await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible()
  await go(page, path)
}

const SCHEMES = ['light', 'dark'] as const
type Scheme = (typeof SCHEMES)[number]

const SCHEME_OF = 'data-mantine-color-scheme'

/** Draws the page in a colour scheme, and waits until all of it is. */
async function inScheme(page: Page, host: string, scheme: Scheme): Promise<void> {
  const before = await page.locator('html').getAttribute(SCHEME_OF)
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute(SCHEME_OF, scheme)
  // The scheme is set before all is drawn in it; two frames later it is.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  if (host === 'electron' && before !== scheme) {
    // The test runtime's older Chromium leaves the colour that some text inherits as it was, until it is set anew.
    await page.evaluate(() => {
      document.body.style.color = 'transparent'
      document.body.getBoundingClientRect()
      document.body.style.color = ''
    })
    await page.waitForTimeout(250)
  }
  // On a busy machine transitions may have begun only now; loaders that turn for ever are not waited for.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((a) => Number.isFinite(Number(a.effect?.getComputedTiming().endTime)))
    await Promise.all(ending.map((a) => a.finished.catch(() => undefined)))
  })
}

/** The schemes, from the one in which the page is drawn now: each change draws all of it anew. */
async function fromThisOne(page: Page, schemes: readonly Scheme[]): Promise<readonly Scheme[]> {
  const now = await page.locator('html').getAttribute(SCHEME_OF)
  return schemes[0] === now ? schemes : schemes.toReversed()
}

/** Drawing all for a picture takes a third of a second, and there are some two hundred: for whoever looks at them. */
const EVERY_PICTURE = process.env['CASTELLAN_PICTURES'] === 'all'

/**
 * Pictures of the page as it is, in `.cache/screens`: in the given schemes, or in both and only with `CASTELLAN_PICTURES=all`.
 * Pages that axe is asked about in the browser (`look`) always have their pictures.
 */
export async function picture(
  page: Page,
  host: string,
  name: string,
  schemes: readonly Scheme[] = EVERY_PICTURE ? SCHEMES : [],
): Promise<void> {
  if (schemes.length === 0) return
  for (const scheme of await fromThisOne(page, schemes)) {
    await inScheme(page, host, scheme)
    await shoot(page, `${host}-${name}-${scheme}`)
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true })
  await page.screenshot({ path: `${SCREENS}/${name}.png` })
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
/** The rules about colours: only they can find something in one scheme that is not there in the other. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds serious or critical in the page as it is drawn now. Behind a dialog that has to be answered first nothing
 * can be reached, and axe takes as long for it as for a page: it is asked about pages without one.
 */
async function seriousIn(page: Page, only?: readonly string[]): Promise<string[]> {
  // It is half a megabyte of source: once for a document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const options: axe.RunOptions = {
    runOnly: only ? { type: 'rule', values: [...only] } : { type: 'tag', values: RULES },
    // What holds is not told node by node, which takes longer than finding it out.
    resultTypes: ['violations'],
    // There are none.
    iframes: false,
  }
  const violations = await page.evaluate(
    async ([covered, asked]) => {
      const { axe: inPage } = window as unknown as { axe: typeof axe }
      return (await inPage.run(covered ? { exclude: ['#root'] } : document, asked)).violations
    },
    [await isCovered(page), options] as const,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(' | ')}`)
}

/** Whether a dialog or drawer lies over the page. */
const isCovered = async (page: Page): Promise<boolean> =>
  (await page.locator('[aria-modal="true"]').count()) > 0

/**
 * Pictures of the page in both colour schemes, named after the host, and axe in both; a dialog's pictures only with
 * `CASTELLAN_PICTURES=all`. A walk that is taken in both hosts asks axe in the browser: the window's pages are the same.
 */
export const look = (page: Page, host: string, name: string): Promise<void> =>
  host === 'electron'
    ? picture(page, host, name)
    : inBothSchemes(page, async (scheme) => {
        if (EVERY_PICTURE || !(await isCovered(page))) await shoot(page, `${host}-${name}-${scheme}`)
      })

/** Fails with what axe finds serious or critical: by all rules, and by those about colours in the other scheme too. */
export const expectAccessible = (page: Page): Promise<void> => inBothSchemes(page)

async function inBothSchemes(page: Page, drawn?: (scheme: Scheme) => Promise<void>): Promise<void> {
  const found: string[] = []
  for (const [i, scheme] of (await fromThisOne(page, SCHEMES)).entries()) {
    await inScheme(page, 'chromium', scheme)
    await drawn?.(scheme)
    const serious = await seriousIn(page, i === 0 ? undefined : OF_COLOURS)
    found.push(...serious.map((one) => `${scheme} ${one}`))
  }
  expect(found).toEqual([])
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
