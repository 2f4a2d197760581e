/**
 * The whole job on a real replica set, from an empty database: the command line adds the workspace, and the
 * window does the rest. Each test goes on where the one before it ended.
 */
import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { directoryFile, people, withBadRows } from '../fixtures/directory.ts'
import {
  dropDatabase,
  type Keyring,
  type MongoServer,
  startKeyring,
  startMongo,
  type TempDir,
  tempDir,
} from '../servers/index.ts'
import { castellan } from './hosts/command-line.ts'
import { choose, expectLocked, row, switchTo } from './hosts/hand.ts'
import { expectAccessible, go, picture } from './hosts/look.ts'
import { openServed, type Served } from './hosts/served.ts'

const OPERATOR = 'olivia.reyes@platform.example'
const DATABASE = `main_job_${randomUUID().slice(0, 8)}`
const ROWS = 50_000
/** Every fifth person of the made directory works in sales. */
const IN_SALES = ROWS / 5

let uri: string | undefined
let mongo: MongoServer | undefined
let keyring: Keyring | undefined
let data: TempDir
let opened: Served | undefined

const env = (): NodeJS.ProcessEnv => ({ ...process.env, ...keyring?.env, CASTELLAN_DATA: data.path })
const call = (procedure: string, input: unknown, as: string, org: string): Promise<string> =>
  castellan(env(), 'call', procedure, JSON.stringify(input), '--as', as, '--org', org, '--workspace', 'acme')

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  uri = process.env['CASTELLAN_TEST_MONGODB']
  if (uri === undefined) mongo = await startMongo()
  uri ??= mongo?.uri
  keyring = await startKeyring()
  data = tempDir('job')
  if (uri === undefined) return
  const said = await castellan(
    env(),
    ...['workspace', 'add', 'acme', '--mongodb', uri, '--database', DATABASE, '--operator', OPERATOR],
  )
  expect(said).toContain(`Workspace acme is added (database ${DATABASE}); you work there as ${OPERATOR}.`)
  expect(said).not.toContain(uri)
  opened = await openServed({ workspace: 'acme', dataDir: data.path, env: keyring?.env })
})
test.afterAll(async () => {
  await opened?.close()
  if (uri !== undefined) {
    await castellan(env(), 'workspace', 'remove', 'acme')
    await dropDatabase(uri, DATABASE)
  }
  await keyring?.stop()
  await mongo?.stop()
  data.remove()
  expect(opened?.broken ?? []).toEqual([])
})
const here = (): Page => {
  test.skip(opened === undefined, 'there is no MongoDB or no Chromium here')
  return (opened as Served).page
}
/** One picture of each step, to be looked at in their order. */
const look = (step: string): Promise<void> => picture(here(), 'job', step, ['light'])
const button = (name: string | RegExp) => here().getByRole('button', { name })

test('the workspace opens on the empty platform, as the operator that the command line named', async () => {
  const page = here()
  await expect(button(/^Organization: Platform, your role: Admin/)).toBeVisible()
  await expect(button(/^Viewing as/)).toHaveCount(0)
  await go(page, '/health')
  await expect(page.getByText(/^MongoDB \d/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Message broker' })).toContainText('has no broker')
  await look('01-health')
  await go(page, '/organizations')
  await expect(page.getByText('Create the first one with its first admin.')).toBeVisible()
  await look('02-empty')
})

test('the operator creates an organization with herself as its first admin, and finds it in the switcher', async () => {
  const page = here()
  await button('New organization').first().click()
  const dialog = page.getByRole('dialog', { name: 'New organization' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Acme Industries')
  await expect(dialog.getByRole('textbox', { name: 'Short name' })).toHaveValue('acme-industries')
  await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Taipei')
  await page.getByRole('option', { name: 'Asia/Taipei' }).click()
  await look('03-create')
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Olivia Reyes')
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill(OPERATOR)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('textbox', { name: 'Seats' }).fill('60000')
  await dialog
    .getByRole('button', { name: 'New organization' })
    .or(dialog.getByRole('button', { name: 'Create' }))
    .click()
  await expect(page.getByText('Acme Industries was created.')).toBeVisible()
  await expect(row(page, 'acme-industries')).toContainText('60,000')
  await look('04-created')
  await switchTo(page, 'Acme Industries')
  await expect(page.getByRole('heading', { level: 1, name: 'Organizations' })).toHaveCount(0)
})

test('she designs a role of her own and a team with grants', async () => {
  const page = here()
  await go(page, '/roles')
  await button('New role').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Sales desk')
  await page.getByRole('checkbox', { name: 'Chatbots: everything' }).click()
  await page.getByRole('checkbox', { name: 'Members: read' }).check()
  await button('Create role').click()
  await expect(page.getByText('The role Sales desk was created.')).toBeVisible()
  await look('05-role')

  await go(page, '/teams')
  await button('New team').click()
  const dialog = page.getByRole('dialog', { name: 'New team' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Field support')
  await dialog.getByRole('button', { name: 'Make the team' }).click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await drawer.getByRole('checkbox', { name: 'Field support: create Knowledge bases' }).check()
  await drawer.getByRole('checkbox', { name: 'Field support: read Knowledge bases' }).check()
  await drawer.getByRole('button', { name: 'Save grants' }).click()
  await expect(page.getByText('The grants of Field support were changed.')).toBeVisible()
  await look('06-team')
  await page.keyboard.press('Escape')
})

test('she imports 50,000 people from what her directory exports, and goes on meanwhile', async () => {
  test.setTimeout(420_000)
  const page = here()
  const { people: mixed, bad } = withBadRows(people(ROWS), 4_000)
  const buffer = directoryFile('google', mixed)
  await go(page, '/people')
  await button('Import').click()
  await page.locator('input[type="file"]').setInputFiles({ name: 'google.csv', mimeType: 'text/csv', buffer })
  await expect(page.getByText('Recognised: Google Workspace')).toBeVisible({ timeout: 60_000 })
  await button('Add a rule').click()
  await page.getByRole('combobox', { name: 'equals' }).fill('sales')
  await choose(page, 'adds roles', 'Sales desk')
  await page.keyboard.press('Escape')
  await choose(page, 'adds teams', 'Field support')
  await page.keyboard.press('Escape')
  await look('07-import-access')
  await button('Next').click()
  await expect(page.getByText(`Added · ${ROWS.toLocaleString('en')}`)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(`Refused · ${bad.size}`)).toBeVisible()
  await expect(page.getByText('Seats after the import: 50,001 of 60,000 (now 1).')).toBeVisible()
  await page
    .locator('label')
    .filter({ hasText: /^Refused/ })
    .click()
  await expect(
    page.getByText(/is no e-mail address|not an e-mail address|e-mail address/).first(),
  ).toBeVisible()
  await look('08-import-check')

  await button(`Import ${ROWS.toLocaleString('en')} people`).click()
  await expect(page.getByText(/rows\/s/)).toBeVisible({ timeout: 60_000 })
  await look('09-import-running')
  // The bar's stripes move, but not for whoever asked for less motion, as this browser does.
  const endless = await page.evaluate(
    () => document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime === Infinity).length,
  )
  expect(endless).toBe(0)
  // The page is left, and the console answers other questions while it writes.
  await go(page, '/teams')
  await expect(row(page, 'Field support')).toBeVisible()
  await go(page, '/people')
  await expect(button(/^Import: \d+ %/)).toBeVisible()
  await look('10-import-chip')
  await button(/^Import: \d+ %|^Import finished/).click()
  await expect(page.getByText('google.csv was imported')).toBeVisible({ timeout: 300_000 })
  await expect(page.getByText(`Added ${ROWS.toLocaleString('en')}`)).toBeVisible()
  await look('11-import-done')
})

test('she finds everybody again: scrolled to the end, searched, and filtered by team', async () => {
  const page = here()
  await button('Show the people').click()
  await expect(page.getByText('50,001 rows')).toBeVisible()
  await page.getByRole('row').nth(1).focus()
  await page.keyboard.press('PageDown')
  await look('12-people')
  // A leap: the pages between are not read.
  await page.keyboard.press('End')
  await expect(page.locator('[role="row"][aria-rowindex="50002"]')).toContainText('@example.com')
  await expect(page.locator('[role="row"][aria-rowindex="50002"]')).toBeFocused()
  await look('12-people-end')
  await page.keyboard.press('Home')
  await expect(page.locator('[role="row"][aria-rowindex="2"]')).toBeFocused()
  // From the first to one far below: what nobody looked at between them is chosen with them.
  await page.keyboard.press('Space')
  await page.getByRole('grid').evaluate((grid) => grid.parentElement?.scrollTo({ top: 3_000 * 40 }))
  const far = page.locator('[role="row"][aria-rowindex="3005"]')
  await expect(far).toContainText('@example.com')
  await far.getByRole('checkbox').click({ modifiers: ['Shift'] })
  await expect(page.getByText('3,004 selected')).toBeVisible()
  await look('12-people-range')
  await button('Clear selection').click()
  await page.getByRole('textbox', { name: 'Search name or e-mail' }).fill('person.49999@')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await expect(row(page, 'person.49999@example.com')).toContainText('Member')
  await go(page, '/teams')
  await expect(row(page, 'Field support')).toContainText(IN_SALES.toLocaleString('en'))
})

test('while she edits the role it says what 10,000 people gain and lose, and then it is so', async () => {
  const page = here()
  await go(page, '/roles')
  await page
    .getByRole('navigation', { name: 'Roles' })
    .getByRole('button', { name: /Sales desk/ })
    .click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Sales desk')
  await page.getByRole('checkbox', { name: 'Invoices: read' }).check()
  await page.getByRole('checkbox', { name: 'Chatbots: transfer' }).uncheck()
  const difference = page.getByRole('region', { name: 'What would change' })
  await expect(difference.getByText(`${IN_SALES.toLocaleString('en')} gain`)).toBeVisible()
  await expect(difference.getByText(`${IN_SALES.toLocaleString('en')} lose`)).toBeVisible()
  await expect(difference.getByText('Invoices: read').first()).toBeVisible()
  await look('13-what-if')
  await button('Save').click()
  await expect(page.getByText('The role Sales desk was saved.')).toBeVisible()
  await go(page, '/people?q=person.5@')
  await row(page, 'person.5@example.com').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await drawer.getByRole('tab', { name: /^Why/ }).click()
  await choose(drawer, 'Kind of thing', 'Invoices')
  await choose(drawer, 'Operation', 'read')
  await expect(drawer.getByText('Yes', { exact: true })).toBeVisible()
  await expect(drawer.getByText('Role: Sales desk')).toBeVisible()
  await look('14-why')
  await page.keyboard.press('Escape')
})

test('the command line makes her a viewer elsewhere; she switches there, and nothing comes along', async () => {
  const page = here()
  const admin = { email: 'bo.lind@borealis.example', name: 'Bo Lind' }
  await call('platform.create', { name: 'Borealis Labs', slug: 'borealis', admin }, OPERATOR, 'platform')
  await call(
    'members.add',
    { email: OPERATOR, name: 'Olivia Reyes', roleIds: ['viewer'] },
    admin.email,
    'borealis',
  )
  await call('teams.create', { name: 'Aurora' }, admin.email, 'borealis')
  await switchTo(page, 'Borealis Labs')
  await expect(button('Organization: Borealis Labs, your role: Viewer. Switch')).toBeVisible()
  await expect(page.getByText('2 rows')).toBeVisible()
  await expect(page.getByText('person.0@')).toHaveCount(0)
  await go(page, '/teams')
  await expect(row(page, 'Aurora')).toBeVisible()
  await expect(page.getByText('Field support')).toHaveCount(0)
  await look('15-viewer')
})

test('what she may not do there is locked and explained, and the core refuses it too', async () => {
  const page = here()
  await expectLocked(button('New team'), 'A role or team with “team.create” would.')
  await go(page, '/people')
  await expectLocked(button('Add person'), '“member.create”')
  await button('Add person').hover()
  await expect(page.getByRole('tooltip')).toBeVisible()
  await look('16-locked')
  await row(page, OPERATOR).click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await drawer.getByRole('tab', { name: /^Why/ }).click()
  await choose(drawer, 'Kind of thing', 'Teams')
  await choose(drawer, 'Operation', 'create')
  await expect(drawer.getByText('No', { exact: true })).toBeVisible()
  await expect(drawer.getByText('Role: Admin')).toBeVisible()
  await look('17-why-not')
  await page.keyboard.press('Escape')
  const refused = call('teams.create', { name: 'Hers' }, OPERATOR, 'borealis')
  await expect(refused).rejects.toThrow(/"code":"FORBIDDEN".*team\.create/)
})

test('back in her own organization everything is hers again, and its trail holds', async () => {
  const page = here()
  await switchTo(page, 'Acme Industries')
  await go(page, '/settings')
  await button('Verify the chain').click()
  await expect(page.getByText('The chain is intact')).toBeVisible({ timeout: 60_000 })
  await look('18-chain')
  await go(page, '/')
  await expect(page.getByText('50,001 active members')).toBeVisible()
  await look('19-overview')
})

test('a workspace without a broker says so where events are looked for, and how to have one', async () => {
  const page = here()
  await button('Connections: no broker: events pass in one console only').click()
  await expect(page.getByText('This workspace has no broker: events reach this console only.')).toBeVisible()
  await look('20-connections')
  await page.keyboard.press('Escape')
  await go(page, '/events')
  const told = page.getByRole('status').filter({ hasText: 'This workspace has no broker' })
  await expect(told).toContainText('add the workspace with its address (--amqp)')
  await look('21-events')
  await expectAccessible(page)
})
