import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type DnsServer, startDns } from '../servers/dns.ts'
import { becomes } from './hosts/hand.ts'
import { expectAccessible, go, picture } from './hosts/look.ts'
import { openServed } from './hosts/served.ts'
import { openConsoleWindow } from './security/console-window.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const DOMAIN = 'castellan-walk.dev'
let dns: DnsServer

test.beforeAll(async () => {
  dns = await startDns()
  // Both hosts hand their environment on to the console.
  process.env['CASTELLAN_DNS'] = dns.address
})
test.afterAll(async () => {
  delete process.env['CASTELLAN_DNS']
  await dns.stop()
})

/** The sign-up service's word, from another process than the one that has the window. */
function signUp(dataDir: string, email: string, name: string): string {
  const input = JSON.stringify({ signUpId: randomUUID(), email, name, verified: true })
  const words = ['src-main/hosts/cli/main.ts', 'call', 'enrollment.signUp', input]
  const whom = ['--as', 'olivia.reyes@platform.example', '--org', 'platform']
  const env = { ...process.env, CASTELLAN_DATA: dataDir }
  const done = spawnSync(process.execPath, [...words, ...whom], { cwd: ROOT, env, encoding: 'utf8' })
  expect(done.stderr).toBe('')
  return (JSON.parse(done.stdout) as { outcome: string }).outcome
}

/** Claim → publish → verify → sign-up → the member appears in an open People page. */
async function walk(page: Page, host: string, dataDir: string): Promise<void> {
  const next = (): Promise<void> => page.getByRole('button', { name: 'Next', exact: true }).click()
  await go(page, '/domains')
  await expect(page.getByText('robotics-alliance.example')).toBeVisible()
  await page.getByRole('button', { name: 'Claim a domain' }).click()
  await page.getByPlaceholder('example.com').fill(DOMAIN)
  await next()
  await expect(page.getByRole('heading', { level: 2, name: 'Enrollment' })).toBeVisible()
  await next()
  const value = page.getByText(/^castellan-verify=/)
  await expect(value).toBeVisible()
  await picture(page, host, 'domain-record')
  await next()

  // Too early: the answer says what is wrong in plain words.
  await page.getByRole('button', { name: 'Ask DNS now' }).click()
  await expect(page.getByText('There is no TXT record at this name')).toBeVisible()
  await page.getByRole('button', { name: 'Back' }).click()
  dns.set(`_castellan-challenge.${DOMAIN}`, { txt: ['v=spf1 -all', (await value.textContent()) ?? ''] })
  await next()
  await page.getByRole('button', { name: 'Ask DNS now' }).click()
  await expect(page.getByText('The proof is there')).toBeVisible()
  await picture(page, host, 'domain-verified')
  await page.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByText(`${DOMAIN} is verified`).first()).toBeVisible()

  await go(page, '/people')
  await expect(page.getByText('Ada Marsh').first()).toBeVisible()
  await page
    .getByPlaceholder(/search/i)
    .first()
    .fill('Walker')
  expect(signUp(dataDir, `wanda.walker@${DOMAIN}`, 'Wanda Walker')).toBe('enrolled')
  await expect(page.getByText(`wanda.walker@${DOMAIN}`)).toBeVisible()
  // Whoever only looks like one of the domain is none.
  expect(signUp(dataDir, `mallory@evil${DOMAIN}`, 'Mallory Walker')).toBe('personal')
  await expect(page.getByText('Mallory Walker')).toHaveCount(0)
}

test('in the browser: claim, publish, verify, sign up, and the member is there', async () => {
  const served = await openServed()
  test.skip(served === undefined, 'there is no Chromium here')
  if (!served) return
  const { page } = served
  try {
    await walk(page, 'chromium', served.dataDir)
    await go(page, '/domains')
    await page.getByLabel('Address to try').fill(`somebody@${DOMAIN}`)
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await expect(page.getByText('Becomes a member at once')).toBeVisible()
    await picture(page, 'chromium', 'domains-try')
    await page.getByText('robotics-alliance.example').click()
    await expect(page.getByText('Another organization has proved this domain too')).toBeVisible()
    await picture(page, 'chromium', 'domain-conflict')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await becomes(page, 'Olivia Reyes')
    await go(page, '/domains')
    await expect(page.getByText('Pine & Partners').first()).toBeVisible()
    await picture(page, 'chromium', 'domain-rulings')
    await expectAccessible(page)
    await page
      .getByRole('row', { name: /Pine & Partners/ })
      .getByRole('button')
      .click()
    await page.getByRole('dialog').getByRole('textbox').fill('Pine runs the alliance since May')
    await page.getByRole('button', { name: 'Rule', exact: true }).click()
    await expect(page.getByText('robotics-alliance.example belongs to Pine & Partners.')).toBeVisible()
    await expect(page.getByText('No domain is contested')).toBeVisible()
  } finally {
    await served.close()
  }
})

test('in the window: the same walk', async () => {
  test.setTimeout(180_000)
  dns.set(`_castellan-challenge.${DOMAIN}`)
  const window_ = await openConsoleWindow()
  test.skip(window_ === undefined, 'there is no Electron here')
  if (!window_) return
  try {
    await walk(window_.page, 'electron', window_.dataDir)
  } finally {
    await window_.close()
  }
})
