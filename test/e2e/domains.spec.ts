import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { type DnsServer, startDns } from '../servers/dns.ts'
import { hasChineseFont } from '../servers/index.ts'
import { openInBrowser } from './hosts/both.ts'
import { call as commandLine } from './hosts/command-line.ts'
import { becomes, expectLocked, row, speak } from './hosts/hand.ts'
import { expectAccessible, expectFits, go, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'

const DOMAIN = 'castellan-walk.dev'
/** Proved by two while the operators look on. */
const CONTESTED = 'castellan-both.dev'
type Whom = readonly [email: string, organization: string]
const ADA: Whom = ['ada.marsh@northwind.example', 'northwind']
const BEN: Whom = ['ben.okafor@pine.example', 'pine']
const OLIVIA: Whom = ['olivia.reyes@platform.example', 'platform']
interface Conflict {
  readonly id: string
  readonly version: number
  readonly domain: string
  readonly owner: { readonly orgId: string }
}
const NO_CONFLICT: Conflict = { id: '', version: 0, domain: '', owner: { orgId: '' } }
interface Claimed {
  readonly id: string
  readonly record: { readonly name: string; readonly value: string }
}
interface Claims {
  readonly items: readonly { readonly id: string; readonly version: number }[]
}

test.describe.configure({ mode: 'serial', timeout: 300_000 })
let dns: DnsServer
let page: Page
const here = opened('chromium', async () => {
  await hasChineseFont()
  dns = await startDns()
  // The console has its environment from here.
  process.env['CASTELLAN_DNS'] = dns.address
  return openInBrowser()
})
test.afterAll(async () => {
  delete process.env['CASTELLAN_DNS']
  await dns.stop()
})
test.beforeEach(() => {
  page = here().page
})
const next = (): Promise<void> => page.getByRole('button', { name: 'Next', exact: true }).click()

/** One call from another process than the one that has the window. */
const call = <R>(procedure: string, input: object, as: string, org: string): Promise<R> => {
  const env = { ...process.env, CASTELLAN_DATA: here().dataDir }
  return commandLine<R>(env, procedure, JSON.stringify(input), '--as', as, '--org', org)
}
/** The sign-up service's word. */
const signUp = async (email: string, name: string): Promise<string> => {
  const input = { signUpId: randomUUID(), email, name, verified: true }
  return (await call<{ outcome: string }>('enrollment.signUp', input, ...OLIVIA)).outcome
}

test('a claim is begun; its record is copied as it is, and its end counts down, in both languages', async () => {
  await go(page, '/domains')
  await expect(row(page, 'robotics-alliance.example')).toBeVisible()
  await page.getByRole('button', { name: 'Claim a domain' }).click()
  await page.getByPlaceholder('example.com').fill(DOMAIN)
  await next()
  await expect(page.getByRole('heading', { level: 2, name: 'Enrollment' })).toBeVisible()
  await next()
  const value = page.getByText(/^castellan-verify=/)
  await expect(value).toBeVisible()
  await expect(page.getByText(/the claim runs out in 13 d \d+ h$/)).toBeVisible()
  await look(page, 'chromium', 'domain-record')
  const record = (await value.textContent()) ?? ''
  await page.getByRole('button', { name: 'Copy: Value of the record' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  expect(await here().copied()).toBe(record)
  await page.getByRole('button', { name: 'Copy: Name of the record' }).press('Enter')
  await expect.poll(async () => here().copied()).toBe(`_castellan-challenge.${DOMAIN}`)

  await speak(page, 'zh-TW')
  await expect(page.getByText(/13 天 \d+ 小時後$/)).toBeVisible()
  await page.getByRole('button', { name: '複製: 紀錄值' }).click()
  await expect(page.getByText('已複製')).toBeVisible()
  expect(await here().copied()).toBe(record)
  await picture(page, 'chromium', 'domain-record-zh')
  await speak(page, 'en')
})

test('asked too early DNS has no proof and says what to do; once it is published, the domain is verified', async () => {
  await next()
  await page.getByRole('button', { name: 'Ask DNS now' }).click()
  await expect(page.getByText('There is no TXT record at this name')).toBeVisible()
  await page.getByRole('button', { name: 'Back' }).click()
  const record = (await page.getByText(/^castellan-verify=/).textContent()) ?? ''
  dns.set(`_castellan-challenge.${DOMAIN}`, { txt: ['v=spf1 -all', record] })
  await next()
  await page.getByRole('button', { name: 'Ask DNS now' }).click()
  await expect(page.getByText('The proof is there')).toBeVisible()
  await picture(page, 'chromium', 'domain-verified')
  await page.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByText(`${DOMAIN} is verified`).first()).toBeVisible()
  await page.getByRole('button', { name: 'Show the domain' }).click()
  await expect(page.getByRole('dialog', { name: 'Domain' }).getByText(DOMAIN).first()).toBeVisible()
  await page.keyboard.press('Escape')
})

test('whoever signs up appears in the open People page; whoever only looks like it does not', async () => {
  await go(page, '/people')
  await expect(page.getByText('Ada Marsh').first()).toBeVisible()
  await page
    .getByPlaceholder(/search/i)
    .first()
    .fill('Walker')
  expect(await signUp(`wanda.walker@${DOMAIN}`, 'Wanda Walker')).toBe('enrolled')
  await expect(page.getByText(`wanda.walker@${DOMAIN}`)).toBeVisible()
  // Whoever only looks like one of the domain is none.
  expect(await signUp(`mallory@evil${DOMAIN}`, 'Mallory Walker')).toBe('personal')
  await expect(page.getByText('Mallory Walker')).toHaveCount(0)
})

test('what would happen to an address is said in words, whoever it is', async () => {
  await go(page, '/domains')
  const card = page.getByRole('region', { name: 'What happens if somebody signs up?' })
  const verified = card.getByRole('switch')
  const cases = [
    [`somebody@${DOMAIN}`, true, 'Becomes a member at once', `The claim on ${DOMAIN} covers the address.`],
    [`somebody@${DOMAIN}`, false, 'Is not let in', 'An address that was not proved never enrolls anybody.'],
    [`wanda.walker@${DOMAIN}`, true, 'Is a member already', 'nothing changes'],
    ['somebody@labs.northwind.example', true, 'Becomes a member at once', 'the most specific claim decides'],
    [`somebody@evil${DOMAIN}`, true, 'Gets a personal space and nothing else', 'No verified claim'],
  ] as const
  for (const [address, proved, outcome, because] of cases) {
    await card.getByLabel('Address to try').fill(address)
    if ((await verified.isChecked()) !== proved) await verified.press('Space')
    await card.getByLabel('Address to try').press('Enter')
    await expect(card.getByText(outcome)).toBeVisible()
    await expect(card.getByText(because)).toBeVisible()
    const short = outcome.toLowerCase().replaceAll(' ', '-')
    await picture(page, 'chromium', `domains-try-${short}`, ['light'])
  }
  await expectAccessible(page)
})

test('the list is searched and filtered, and its address shows the same again', async () => {
  await page.getByRole('textbox', { name: 'Search domains' }).fill('robotics')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/q=robotics/)
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'lapsed' }).click()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/state=lapsed/)
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await picture(page, 'chromium', 'domains-filtered', ['light'])
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(row(page, DOMAIN)).toBeVisible()
})

test('what is typed and not saved survives a re-check, which brings a new version of the claim', async () => {
  await row(page, DOMAIN).press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Domain' })
  const below = drawer.getByRole('switch', { name: /^Also addresses of sub-domains/ })
  await below.press('Space')
  const asked = dns.asked(`_castellan-challenge.${DOMAIN}`)
  await drawer.getByRole('button', { name: 'Check now' }).click()
  await expect.poll(() => dns.asked(`_castellan-challenge.${DOMAIN}`)).toBeGreaterThan(asked)
  await expect(drawer.getByRole('button', { name: 'Check now' })).not.toHaveAttribute('data-loading')
  await expect(below).toBeChecked()
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`What ${DOMAIN} gives at sign-up was saved.`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row(page, DOMAIN)).toContainText('yes')
})

test('where somebody else saved the same meanwhile, the person chooses whose it is', async () => {
  await row(page, DOMAIN).press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Domain' })
  const below = drawer.getByRole('switch', { name: /^Also addresses of sub-domains/ })
  await below.press('Space')
  const { items } = await call<Claims>('domains.list', { search: DOMAIN }, ...ADA)
  const { id, version } = items[0] ?? { id: '', version: 0 }
  await call('domains.update', { id, version, roleId: 'viewer' }, ...ADA)
  await expect(drawer.getByText('Somebody else changed this meanwhile')).toBeVisible()
  await expectLocked(drawer.getByRole('button', { name: 'Save' }), 'Decide first: reload, or keep yours.')
  await look(page, 'chromium', 'domain-overtaken')
  await drawer.getByRole('button', { name: 'Reload', exact: true }).press('Enter')
  await expect(below).toBeChecked()
  await expect(drawer.getByText('Viewer')).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a contested domain says so on both sides, and an operator rules once the domain is typed', async () => {
  await row(page, 'robotics-alliance.example').press('Enter')
  await expect(page.getByText('Another organization has proved this domain too')).toBeVisible()
  await look(page, 'chromium', 'domain-conflict')
  await page.keyboard.press('Escape')
  await becomes(page, 'Olivia Reyes')
  await go(page, '/domains')
  await expect(row(page, 'robotics-alliance.example')).toContainText('Pine & Partners')
  await look(page, 'chromium', 'domain-conflicts')

  // Another process proves a domain for two organizations, and another window rules on it: the open page follows.
  const claims: Claimed[] = []
  for (const whom of [ADA, BEN])
    claims.push(await call('domains.claim', { domain: CONTESTED, roleId: 'member' }, ...whom))
  const [first, second] = claims
  dns.set(`_castellan-challenge.${CONTESTED}`, { txt: claims.map((c) => c.record.value) })
  await call('domains.check', { id: first?.id }, ...ADA)
  await expect(row(page, CONTESTED)).toHaveCount(0)
  await call('domains.check', { id: second?.id }, ...BEN)
  await expect(row(page, CONTESTED)).toContainText('Northwind Robotics')
  const { items } = await call<{ items: Conflict[] }>('domainConflicts.list', {}, ...OLIVIA)
  const { id, version, owner } = items.find((c) => c.domain === CONTESTED) ?? NO_CONFLICT
  const ruling = { id, version, winner: owner.orgId, reason: 'They had it first' }
  await call('domainConflicts.rule', ruling, ...OLIVIA)
  await expect(row(page, CONTESTED)).toHaveCount(0)

  await row(page, 'robotics-alliance.example').press('Enter')
  await look(page, 'chromium', 'domain-rulings')
  await page
    .getByRole('dialog', { name: 'Contested domain' })
    .getByRole('row', { name: /Pine & Partners/ })
    .getByRole('button', { name: 'Rule for it…' })
    .click()
  const question = page.getByRole('dialog', { name: /^Give robotics-alliance\.example to/ })
  await expect(question.getByText(/goes from Northwind Robotics to Pine & Partners at once/)).toBeVisible()
  await question.getByRole('textbox', { name: 'Reason' }).fill('Pine runs the alliance since May')
  const rule = question.getByRole('button', { name: 'Rule', exact: true })
  await expect(rule).toBeDisabled()
  await question.getByRole('textbox', { name: /^Type robotics/ }).fill('robotics-alliance.example')
  await picture(page, 'chromium', 'domain-rule')
  await rule.click()
  await expect(page.getByText('robotics-alliance.example belongs to Pine & Partners.')).toBeVisible()
  await expect(page.getByText('No domain is contested')).toBeVisible()
  await becomes(page, 'Ada Marsh')
})

test('a domain is released by typing it, with what becomes of sign-ups and members said first', async () => {
  await go(page, '/domains')
  await row(page, DOMAIN).press('Enter')
  await page.getByRole('button', { name: 'Release…' }).press('Enter')
  const question = page.getByRole('dialog', { name: `Release ${DOMAIN}?` })
  await expect(question.getByText('1 member who came by it stays')).toBeVisible()
  await expect(question.getByText(/or its sub-domains gets a personal space/)).toBeVisible()
  await look(page, 'chromium', 'domain-release')
  await question.getByRole('textbox', { name: 'Reason' }).fill('We use another one')
  await question.getByRole('textbox', { name: /^Type castellan/ }).fill(DOMAIN)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${DOMAIN} is released.`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row(page, DOMAIN)).toContainText('released')
  expect(await signUp(`willa.walker@${DOMAIN}`, 'Willa Walker')).toBe('personal')
})

test('the page fits 1024×700 and speaks Chinese', async () => {
  await page.setViewportSize({ width: 1024, height: 700 })
  await speak(page, 'zh-TW')
  await expect(page.getByRole('heading', { level: 1, name: '網域' })).toBeVisible()
  await expect(row(page, DOMAIN)).toBeVisible()
  await expectFits(page, 'events')
  await picture(page, 'small', 'domains-zh')
  await row(page, 'northwind-labs.example').press('Enter')
  await expect(page.getByRole('dialog', { name: '網域' })).toBeVisible()
  await picture(page, 'small', 'domain-zh')
})
