import { expect, type Page, test } from '@playwright/test'
import { becomes, switchTo, undo } from './hosts/hand.ts'
import { expectAccessible, expectFits, go, picture } from './hosts/look.ts'
import { openServed } from './hosts/served.ts'
import { openConsoleWindow } from './security/console-window.ts'

interface Host {
  readonly page: Page
  /** Another window of the same person; only a browser has one. */
  readonly another?: () => Promise<Page>
  readonly broken: readonly string[]
  close(): Promise<void>
}

const HOSTS: { readonly [name: string]: () => Promise<Host | undefined> } = {
  chromium: async () => {
    const served = await openServed()
    return (
      served && {
        page: served.page,
        another: async () => {
          const page = await served.page.context().newPage()
          await page.goto(served.page.url().replace(/#.*$/, ''))
          return page
        },
        broken: served.broken,
        close: served.close,
      }
    )
  },
  electron: async () => {
    const opened = await openConsoleWindow()
    return opened && { page: opened.page, broken: [], close: opened.close }
  },
}

const table = (page: Page) => page.getByRole('grid', { name: 'Events, newest last' })
/** Rows that the table has, drawn or not. */
const count = async (page: Page): Promise<number> => Number(await table(page).getAttribute('data-count'))
const rows = (page: Page) => table(page).locator('[role=row][id^=event-]')
const drawer = (page: Page) => page.getByRole('dialog')

async function simulate(page: Page, perSecond: number): Promise<void> {
  const running = page.getByRole('status', { name: /^Simulated traffic is on/ })
  if (await running.isVisible()) await running.getByRole('button', { name: 'Switch off' }).click()
  await expect(running).toBeHidden()
  await page.getByRole('button', { name: 'A busy Tuesday' }).click()
  await page.getByRole('textbox', { name: 'Events per second' }).fill(String(perSecond))
  await page.getByRole('button', { name: 'Switch on' }).click()
  await expect(running).toBeVisible()
}

for (const [host, open] of Object.entries(HOSTS))
  test.describe(`events in ${host}`, () => {
    let opened: Host | undefined
    let page: Page
    test.beforeAll(async () => {
      test.setTimeout(180_000)
      opened = await open()
    })
    test.afterAll(async () => {
      await opened?.close()
      expect(opened?.broken ?? []).toEqual([])
    })
    test.beforeEach(() => {
      test.skip(opened === undefined, `there is no ${host} here`)
      if (opened) page = opened.page
    })

    test('nothing has happened yet, and the page says what it waits for', async () => {
      await go(page, '/events')
      await expect(page.getByText('Waiting for events')).toBeVisible()
      await expect(page.locator('[data-monitor=live]')).toBeVisible()
      await picture(page, host, 'events-empty')
      await expectAccessible(page)
    })

    test('events appear as they pass; paused they wait; stopped, what was shown stays', async () => {
      await simulate(page, 20)
      await expect.poll(() => count(page)).toBeGreaterThan(20)
      await expect(rows(page).getByText('simulated').first()).toBeVisible()
      await expect(page.locator('[data-counter=dropped]')).toHaveAttribute('data-value', '0')
      await picture(page, host, 'events-live')
      await expectAccessible(page)

      await page.getByRole('button', { name: 'Pause' }).click()
      await expect(page.locator('[data-monitor=paused]')).toBeVisible()
      const shown = await count(page)
      const received = page.locator('[data-counter=received]')
      const before = Number(await received.getAttribute('data-value'))
      await expect.poll(async () => Number(await received.getAttribute('data-value'))).toBeGreaterThan(before)
      expect(await count(page)).toBe(shown)
      await page.getByRole('button', { name: 'Resume' }).click()
      await expect.poll(() => count(page)).toBeGreaterThan(shown)

      await page.getByRole('button', { name: 'Stop' }).click()
      await expect(page.locator('[data-monitor=stopped]')).toBeVisible()
      const kept = await count(page)
      expect(kept).toBeGreaterThan(0)
      await page.waitForTimeout(500)
      expect(await count(page)).toBe(kept)
      await page.getByRole('button', { name: 'Start' }).click()
      await expect(page.locator('[data-monitor=live]')).toBeVisible()
      await expect.poll(() => count(page)).toBeGreaterThan(kept)
    })

    test('stopping works while a filter lets nothing through', async () => {
      await page.getByRole('textbox', { name: 'Find text' }).fill('nothing has this text')
      await expect(page.getByText('Nothing has passed the filter yet')).toBeVisible()
      await picture(page, host, 'events-filtered-out')
      await page.getByRole('button', { name: 'Stop' }).click()
      await expect(page.locator('[data-monitor=stopped]')).toBeVisible()
      await expect(page.getByText('The monitor is stopped')).toBeVisible()
      await page.getByRole('button', { name: 'Start' }).click()
      await page.getByRole('button', { name: 'Clear the filter' }).click()
      await expect(rows(page).first()).toBeVisible()
    })

    test('a condition says where it is wrong, and filters once it can be read', async () => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      const condition = page.getByRole('textbox', { name: 'Condition on values inside' })
      await condition.fill('data.units > 500 an')
      await expect(page.getByText(/^Character 18: one of =/)).toBeVisible()
      await picture(page, host, 'events-condition')
      const all = await count(page)
      await condition.fill('data.units > 500 and data.model = atlas-large')
      await page.keyboard.press('Escape')
      await expect(page).toHaveURL(/atlas-large/)
      await expect.poll(() => count(page)).toBeLessThan(all)
      await expect(rows(page).first()).toContainText('usage.recorded')
      await rows(page).last().click()
      await expect(drawer(page).getByText('atlas-large')).toBeVisible()
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Saved filters' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('Large models')
      await page.getByRole('button', { name: 'Save this filter' }).click()
      await expect(page.getByText('“Large models” was saved.')).toBeVisible()
      // A name that is taken is asked about, and what is deleted can be had back.
      await page.getByRole('textbox', { name: 'Name' }).fill('large MODELS')
      await page.getByRole('button', { name: 'Save this filter' }).click()
      await expect(page.getByText('You have a filter of this name already.')).toBeVisible()
      await picture(page, host, 'events-saved-filters')
      await page.getByRole('button', { name: 'Replace it' }).click()
      await expect(page.getByText('“large MODELS” was replaced.')).toBeVisible()
      await page.getByRole('button', { name: 'Delete “large MODELS”' }).click()
      await expect(page.getByText('You have saved none yet.')).toBeVisible()
      await undo(page, '“large MODELS” was deleted.')
      await page.getByRole('button', { name: 'Clear the filter' }).click()
      await expect(page).not.toHaveURL(/path=/)
      await page.getByRole('button', { name: 'Saved filters' }).click()
      await page.getByRole('button', { name: 'large MODELS', exact: true }).click()
      await expect(page).toHaveURL(/path=data\.units/)
      await page.getByRole('button', { name: 'Clear the filter' }).click()
    })

    test('one event: what it tells, how it travelled, and the trail’s record of the same change', async () => {
      test.setTimeout(300_000)
      await go(page, '/events')
      await simulate(page, 20)
      await page.getByRole('combobox', { name: 'Types' }).fill('member.joined')
      await page.getByRole('option', { name: 'member.joined' }).click()
      await page.keyboard.press('Escape')
      await expect(rows(page).filter({ hasNotText: 'member.joined' })).toHaveCount(0)
      await rows(page).first().click()
      await expect(drawer(page).getByText('Somebody became a member.')).toBeVisible()
      await expect(drawer(page).getByText(/^Record [\d,]+/)).toBeVisible()
      await expect(drawer(page).getByText('the event’s own id; a repetition has the same')).toBeVisible()
      await picture(page, host, 'event')
      await expectAccessible(page)
      await drawer(page).getByText('Raw', { exact: true }).click()
      const raw = drawer(page).getByRole('region', { name: 'Raw' })
      await expect(raw).toContainText('"specversion": "1.0"')
      const { orgid }: { orgid: string } = JSON.parse((await raw.textContent()) ?? '')
      const address = page.url()
      await page.keyboard.press('Escape')
      await expect(drawer(page)).toBeHidden()
      // The link alone leads there, also where no monitor holds the event.
      await page.goto(address)
      await page.reload()
      await expect(drawer(page).getByText('Somebody became a member.')).toBeVisible()
      await page.keyboard.press('Escape')
      // Followed in another organization, it says where it was made and leads there.
      await switchTo(page, 'Harbor Health')
      await go(page, `${address.split('#')[1]}&in=${orgid}`)
      await expect(page.getByText('This link was made in Northwind Robotics')).toBeVisible()
      await picture(page, host, 'link-of-another-organization')
      await page.getByRole('button', { name: 'Switch to Northwind Robotics' }).click()
      await expect(drawer(page).getByText('Somebody became a member.')).toBeVisible()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Clear the filter' }).click()
    })

    test('by keyboard: arrows hold the view and choose, Enter opens, End follows again', async () => {
      // The window was loaded anew, and what it simulated ended with it.
      await go(page, '/events')
      await simulate(page, 20)
      await expect.poll(() => count(page)).toBeGreaterThan(5)
      await table(page).focus()
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowUp')
      await expect(page.getByRole('button', { name: /^(Follow|[\d,]+ newer events?)$/ }).last()).toBeVisible()
      const held = await count(page)
      const active = await table(page).getAttribute('aria-activedescendant')
      expect(active).toBe(`event-${held - 2}`)
      await page.keyboard.press('Enter')
      await expect(drawer(page)).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(drawer(page)).toBeHidden()
      await table(page).focus()
      await page.keyboard.press('End')
      await expect.poll(() => count(page)).toBeGreaterThan(held)
      await page.keyboard.press('p')
      await expect(page.locator('[data-monitor=paused]')).toBeVisible()
      await page.keyboard.press('p')
      await expect(page.locator('[data-monitor=live]')).toBeVisible()
      await table(page).focus()
      await page.keyboard.press('Space')
      await expect(page.locator('[data-monitor=paused]')).toBeVisible()
      await page.keyboard.press('Space')
      await expect(page.locator('[data-monitor=live]')).toBeVisible()
      await page.keyboard.press('Shift+?')
      await expect(page.getByText(/Live events: arrows choose, Enter opens, Space pauses/)).toBeVisible()
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByPlaceholder(/^Go to a page/).fill('dead letters')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('tab', { name: 'Dead letters' })).toHaveAttribute('aria-selected', 'true')
      await go(page, '/events')
    })

    test('dead letters are looked into, sent again with a reason, and thrown away', async () => {
      test.setTimeout(600_000)
      await go(page, '/events/dead-letters')
      await simulate(page, 100)
      const usage = page.getByRole('button', { name: /usage/ })
      const look = page.getByRole('button', { name: 'Look again' })
      await expect(async () => {
        await look.click()
        await expect(usage.getByText(/^([89]|\d\d+)$/)).toBeVisible({ timeout: 1000 })
      }).toPass()
      await page.getByRole('button', { name: 'Switch off' }).click()
      await look.click()
      await page.getByRole('button', { name: 'Show the messages' }).first().click()
      await picture(page, host, 'dead-letters')
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Look into this message' }).first().click()
      await expect(drawer(page).getByText('castellan/simulator')).toBeVisible()
      await picture(page, host, 'dead-letter')
      await page.keyboard.press('Escape')

      const dialog = page.getByRole('dialog', { name: 'Send dead letters again' })
      const sendAll = async (perSecond: number): Promise<void> => {
        await page.getByRole('button', { name: 'Send all again…' }).click()
        await expect(dialog.getByText(/messages of castellan\.console\.usage$/)).toBeVisible()
        await dialog.getByRole('textbox', { name: 'Messages per second' }).fill(String(perSecond))
        await dialog.getByRole('textbox', { name: 'Reason' }).fill('The service is mended.')
      }
      await sendAll(1)
      await picture(page, host, 'redrive')
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Send again' }).click()
      // It goes on without its page, and is found again from any other.
      await expect(page.getByText('It goes on when you leave this page.')).toBeVisible()
      await go(page, '/people')
      const running = page.getByRole('button', { name: '1 running' })
      await running.click()
      await page.getByRole('dialog', { name: 'Running' }).getByRole('button', { name: 'Show' }).click()
      const job = page.getByRole('status', { name: /^Sending again/ })
      await expect(job).toContainText('begun by Ada Marsh')
      await job.getByRole('button', { name: 'Cancel' }).click()
      await expect(page.getByText(/^Cancelled: \d+ of \d+ were sent again/)).toBeVisible()
      await expect(running).toBeHidden()
      await picture(page, host, 'redrive-cancelled')
      await page.getByRole('button', { name: 'Dismiss' }).click()

      await sendAll(1000)
      await dialog.getByRole('button', { name: 'Send again' }).click()
      await expect(page.getByText(/messages were sent again\.$/)).toBeVisible()
      await page.getByRole('button', { name: 'Dismiss' }).click()

      // What was wrong with them still is, so they die again.
      await look.click()
      await page.getByRole('button', { name: 'Throw all away…' }).click()
      const danger = page.getByRole('dialog', { name: 'Throw dead letters away' })
      await expect(danger.getByText('This cannot be undone.')).toBeVisible()
      await danger.getByRole('textbox', { name: 'Reason' }).fill('They are not worth mending.')
      await picture(page, host, 'discard')
      await danger.getByRole('button', { name: 'Throw away' }).click()
      await expect(page.getByText(/message(s)? (was|were) thrown away\.$/)).toBeVisible()
      await expect(page.getByText('No dead letters in any queue')).toBeVisible()
      await picture(page, host, 'dead-letters-none')
    })

    test('whoever may not read events sees why, and the switch of the simulator is not theirs', async () => {
      await becomes(page, 'Theo Lang')
      await go(page, '/events')
      await expect(page.getByText('This page is not for your role')).toBeVisible()
      await becomes(page, 'Ada Marsh')
    })

    // The window's size is the system's, and it is the only one.
    if (host === 'electron') return

    test('fits 1024×700, and speaks Chinese', async () => {
      await go(page, '/events')
      await simulate(page, 20)
      await expect(rows(page).first()).toBeVisible()
      await page.setViewportSize({ width: 1024, height: 700 })
      await expectFits(page, 'events')
      await picture(page, 'small', 'events-live')
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.keyboard.press('Control+k')
      await page.getByPlaceholder(/^Go to a page/).fill('正體中文')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1, name: '事件' })).toBeVisible()
      await picture(page, host, 'events-zh')
      await go(page, '/events/dead-letters')
      await picture(page, host, 'dead-letters-zh')
      await page.keyboard.press('Control+k')
      await page.getByPlaceholder(/^前往/).fill('English')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible()
    })

    test('a change of another window is on screen at once, and its text stays text', async () => {
      const name = '<img src=x onerror="document.title=1">'
      await page.getByRole('button', { name: 'Switch off' }).click()
      await go(page, '/events?type=team.created')
      await expect(page.locator('[data-monitor=live]')).toBeVisible()
      const other = await opened?.another?.()
      if (!other) return
      await other.evaluate(() => {
        location.hash = '#/teams'
      })
      await other.getByRole('button', { name: 'New team' }).click()
      await other.getByRole('textbox', { name: 'Name' }).fill(name)
      await other.getByRole('button', { name: 'Make the team' }).click()
      await expect(rows(page).first()).toContainText('Ada Marsh')
      await rows(page).first().click()
      await expect(drawer(page).getByText(name).first()).toBeVisible()
      await expect(drawer(page).getByText(/^Record [\d,]+/)).toBeVisible()
      await picture(page, host, 'event-markup')
      expect(await page.title()).not.toBe('1')
      expect(await drawer(page).locator('img').count()).toBe(0)
      await other.close()
      await page.keyboard.press('Escape')
    })
  })
