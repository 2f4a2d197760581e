/** A browser's connection that was lost, as by sleep: the next one has a session of its own at the console. */
import { expect, type Page, test } from '@playwright/test'
import { call } from './hosts/command-line.ts'
import { becomes, row, switchTo } from './hosts/hand.ts'
import { go, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', async () => {
  const served = await openServed()
  await served?.page.addInitScript(losable)
  await served?.page.reload()
  return served
})
let page: Page
test.beforeEach(() => {
  page = here().page
})

/** In the page, before anything of its own: its sockets can be closed, and no other be opened. */
function losable(): void {
  const sockets: WebSocket[] = []
  const net = {
    away: false,
    lose: () => {
      net.away = true
      for (const socket of sockets) socket.close()
    },
  }
  class Known extends WebSocket {
    constructor(...what: ConstructorParameters<typeof WebSocket>) {
      if (net.away) throw new Error('There is no way to the console.')
      super(...what)
      sockets.push(this)
    }
  }
  Object.assign(globalThis, { WebSocket: Known, net })
}

const banner = () => page.getByRole('alert').filter({ hasText: 'The connection to the console was lost.' })
const organization = (name: string) => page.getByRole('button', { name: `Organization: ${name},` })

/** Loses the connection and, once `meanwhile` is over, finds it again. */
async function sleep(meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as { net: { lose(): void } }).net.lose())
  await expect(banner()).toBeVisible()
  await meanwhile()
  await page.evaluate(() => Object.assign((globalThis as unknown as { net: object }).net, { away: false }))
  await banner().getByRole('button', { name: 'Try now' }).click()
  await expect(banner()).toHaveCount(0)
}

test('it comes back in the organization where it was, and the page stays as it is', async () => {
  await becomes(page, 'Ada Marsh')
  await switchTo(page, 'Harbor Health')
  await go(page, '/people?search=miriam')
  await expect(row(page, 'Miriam Vogel')).toBeVisible()
  await sleep()
  await expect(organization('Harbor Health')).toContainText('Viewer')
  await expect(row(page, 'Miriam Vogel')).toBeVisible()
  await expect(page).toHaveURL(/search=miriam/)
})

test('in the sample it comes back as the person that one was', async () => {
  await becomes(page, 'Ben Okafor')
  await switchTo(page, 'Northwind Robotics')
  await sleep()
  await expect(page.getByRole('button', { name: 'Viewing as Ben Okafor' })).toBeVisible()
  await expect(organization('Northwind Robotics')).toContainText('Member')
})

test('who signed out is not signed in by it', async () => {
  await page.getByRole('button', { name: /^Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  const choice = page.getByRole('heading', { level: 1, name: /^Sign in to/ })
  await expect(choice).toBeVisible()
  await sleep()
  await expect(choice).toBeVisible()
  await page.getByRole('button', { name: /^Ada Marsh/ }).click()
  await expect(organization('Northwind Robotics')).toBeVisible()
})

test('where one is not let in any more it says so, and shows nothing from there', async () => {
  const env = { ...process.env, CASTELLAN_DATA: here().dataDir }
  const miriam = ['--as', 'miriam.vogel@harbor-health.example', '--org', 'harbor']
  await becomes(page, 'Ada Marsh')
  await switchTo(page, 'Harbor Health')
  await go(page, '/people?search=miriam')
  await expect(row(page, 'Miriam Vogel')).toBeVisible()
  await sleep(async () => {
    const { items } = await call<{ items: { id: string; version: number }[] }>(
      env,
      'members.list',
      '{"search":"ada.marsh","limit":10}',
      ...miriam,
    )
    const ada = { id: items[0]?.id, version: items[0]?.version, reason: 'she works elsewhere now' }
    await call(env, 'members.remove', JSON.stringify(ada), ...miriam)
  })
  await expect(page.getByText('Ada Marsh is not let into Harbor Health any more.')).toBeVisible()
  await expect(organization('Northwind Robotics')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await expect(page).not.toHaveURL(/search=/)
  await expect(row(page, 'Ada Marsh')).toBeVisible()
  await expect(row(page, 'Miriam Vogel')).toHaveCount(0)
  await picture(page, 'chromium', 'lost-and-refused')
})
