import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { becomes, choose, expectLocked, row, switchTo, undo } from './hosts/hand.ts'
import { expectAccessible, go, picture } from './hosts/look.ts'
import { openServed, type Served } from './hosts/served.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ADA = 'ada.marsh@northwind.example'

let opened: Served | undefined
let served: Served

test.beforeAll(async () => {
  opened = await openServed()
})
test.afterAll(async () => {
  await opened?.close()
  expect(opened?.broken ?? []).toEqual([])
})
test.beforeEach(async () => {
  test.skip(opened === undefined, 'there is no Chromium here')
  if (opened) served = opened
})

/** One call from the command line, which is another process on the same data. */
async function call<R>(procedure: string, input: object, as: string): Promise<R> {
  const cli = resolve(ROOT, 'src-main/hosts/cli/main.ts')
  const argv = [cli, 'call', procedure, JSON.stringify(input), '--as', as, '--org', 'northwind']
  const env = { ...process.env, CASTELLAN_DATA: served.dataDir }
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: ROOT, env })
  return JSON.parse(stdout) as R
}
/** The other admin of the sample's organization. */
async function second(): Promise<string> {
  const page = await call<{ items: { email: string }[] }>('members.list', { roleIds: ['admin'] }, ADA)
  return page.items.find((m) => m.email !== ADA)?.email ?? ''
}

test('what waits shows in the header, and a request shows exactly what it does before it is approved', async () => {
  const { page } = served
  await page.getByRole('link', { name: '2 approvals wait for you' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible()
  await expect(row(page, /^Transfer .* to .*\(personal\)/)).toBeVisible()
  await picture(page, 'chromium', 'approvals')
  await expectAccessible(page)
  await row(page, /^Transfer/).click()
  const drawer = page.getByRole('dialog', { name: 'Request' })
  const lines = drawer.getByRole('table', { name: 'What an approval does' })
  await expect(lines.getByRole('row').nth(1)).toContainText('Northwind Robotics')
  await expect(lines).toContainText('Its creator and admins')
  await expect(drawer.getByText(/^in 5 d|^in 6 d/)).toBeVisible()
  await picture(page, 'chromium', 'approval')
  await expectAccessible(page)
  await drawer.getByRole('textbox', { name: 'Your reason' }).fill('Agreed with the team')
  await drawer.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText(/^Approved and carried out: Transfer/)).toBeVisible()
  await expect(page.getByRole('link', { name: '1 approval waits for you' })).toBeVisible()
  await page.getByRole('tab', { name: 'Decided' }).click()
  await expect(row(page, /^Transfer/)).toContainText('Approved')
})

test('a refusal needs a reason, and the policies stay as they were', async () => {
  const { page } = served
  await go(page, '/approvals')
  await row(page, 'Loosen what needs a second person').click()
  const drawer = page.getByRole('dialog', { name: 'Request' })
  await expect(drawer.getByText('Exports of the trail need a second person')).toBeVisible()
  const refuse = drawer.getByRole('button', { name: 'Refuse' })
  await expectLocked(refuse, 'Say why, in at least 3 characters.')
  await drawer.getByRole('textbox', { name: 'Your reason' }).fill('Not before the audit')
  await refuse.click()
  await expect(page.getByText(/^Refused: Loosen/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible()
  await page.getByRole('tab', { name: 'Policies' }).click()
  await expect(page.getByRole('switch', { name: 'Export the trail' })).toBeChecked()
  await picture(page, 'chromium', 'approval-policies')
  await expectAccessible(page)
})

test('loosening waits, is taken back, is asked again, and holds when somebody approves it elsewhere', async () => {
  const { page } = served
  await go(page, '/approvals/policies')
  const ask = async (): Promise<void> => {
    await page.getByRole('switch', { name: 'Transfer out' }).click()
    await page.getByRole('button', { name: 'Save policies' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change the policies' })
    await expect(dialog.getByText(/^This loosens\. It waits/)).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('We clean up this week')
    await picture(page, 'chromium', 'approval-loosen')
    await dialog.getByRole('button', { name: 'Ask for it' }).click()
    await expect(page.getByText('A loosening waits for a second person')).toBeVisible()
  }
  await ask()
  await page.getByRole('button', { name: 'Open the request' }).click()
  const drawer = page.getByRole('dialog', { name: 'Request' })
  await drawer.getByRole('button', { name: 'Take back' }).click()
  await page
    .getByRole('dialog', { name: 'Take the request back' })
    .getByRole('button', { name: 'Take back' })
    .click()
  await expect(page.getByText('A loosening waits for a second person')).toHaveCount(0)
  await ask()
  const other = await second()
  const { items } = await call<{ items: { id: string }[] }>('approvals.list', { view: 'waiting' }, other)
  await call('approvals.approve', { id: items[0]?.id, reason: 'Fine with me' }, other)
  // Another process decided; this page follows by itself.
  await expect(page.getByText('A loosening waits for a second person')).toHaveCount(0)
  await expect(page.getByRole('switch', { name: 'Transfer out' })).not.toBeChecked()
})

test('several resources are transferred with a preview, and taken back', async () => {
  const { page } = served
  await go(page, '/resources?kind=chatbot')
  await page.reload()
  const grid = page.getByRole('grid', { name: 'Chatbots' })
  const rows = grid.getByRole('row')
  const names: string[] = []
  for (const at of [1, 2]) {
    await rows.nth(at).getByRole('checkbox').check()
    names.push((await rows.nth(at).getByRole('gridcell').nth(1).textContent()) ?? '')
  }
  await page.getByRole('button', { name: 'Transfer…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Transfer 2 resources' })
  await expectLocked(dialog.getByRole('button', { name: 'Transfer' }), 'Choose where to first.')
  await dialog.getByRole('combobox', { name: 'To' }).click()
  await expect(page.getByRole('option', { name: /Harbor Health – you may not create/ })).toBeVisible()
  await page.getByRole('option', { name: /personal/ }).click()
  await expect(dialog.getByText('2 resources leave Northwind Robotics')).toBeVisible()
  await expect(dialog.getByRole('table', { name: 'Pools: Northwind Robotics' })).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('I keep them for now')
  await picture(page, 'chromium', 'transfer')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Transfer' }).click()
  await expect(page.getByText(/^2 resources are in Ada Marsh \(personal\) now\.$/)).toBeVisible()
  await expect(row(grid, names[0] ?? '')).toHaveCount(0)
  await undo(page, '2 resources are in Ada Marsh (personal) now.')
  for (const name of names) await expect(row(grid, name)).toBeVisible()
})

test('from a personal space into the organization nobody else is asked', async () => {
  const { page } = served
  await page.getByRole('button', { name: /^Organization: / }).click()
  await page.getByRole('option', { name: /personal/ }).click()
  await expect(page.getByRole('button', { name: /^Organization: Ada Marsh \(personal\),/ })).toBeVisible()
  await go(page, '/approvals')
  await expect(page.getByText('A personal space has one person')).toBeVisible()
  await go(page, '/resources?kind=template')
  await page.getByRole('button', { name: 'New template' }).click()
  const make = page.getByRole('dialog')
  await make.getByRole('textbox', { name: 'Name' }).fill('My checklist')
  await make.getByRole('button', { name: 'Create' }).click()
  const drawer = page.getByRole('dialog', { name: 'My checklist' })
  await drawer.getByRole('button', { name: 'Transfer…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Transfer My checklist' })
  await choose(dialog, 'To', /Northwind Robotics/)
  await dialog.getByRole('radio', { name: 'Everybody there whose role allows it' }).check()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('For everybody')
  await dialog.getByRole('button', { name: 'Transfer' }).click()
  await expect(page.getByText('1 resource is in Northwind Robotics now.')).toBeVisible()
  await switchTo(page, 'Northwind Robotics')
  await go(page, '/resources?kind=template&search=checklist')
  await expect(row(page, 'My checklist')).toBeVisible()
})

test('the pages fit a small window and speak Chinese', async () => {
  const { page } = served
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.evaluate(() =>
    localStorage.setItem(
      'castellan.preferences',
      JSON.stringify({ state: { language: 'zh-TW', columns: {} }, version: 1 }),
    ),
  )
  await page.reload()
  for (const [path, name] of [
    ['/approvals/decided', 'approvals-decided'],
    ['/approvals/policies', 'approval-policies'],
  ] as const) {
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: '核准' })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide, name).toBeLessThanOrEqual(0)
    await picture(page, 'small', name)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.evaluate(() => localStorage.removeItem('castellan.preferences'))
  await page.reload()
})

test('who had an account before chooses what moves in, and takes it back', async () => {
  const { page } = served
  await go(page, '/people/invitations')
  await expect(page.getByText(/^1 person with an address of northwind\.example has an account/)).toBeVisible()
  await picture(page, 'chromium', 'migration-candidates')
  await page.getByRole('button', { name: 'Offer it' }).click()
  const ask = page.getByRole('dialog', { name: 'Offer people of northwind.example to move in' })
  await ask.getByRole('button', { name: 'Offer it' }).click()
  await expect(page.getByText('1 offer is out.')).toBeVisible()
  await expect(page.getByText(/with an address of northwind\.example/)).toHaveCount(0)

  await becomes(page, 'Nora Fields')
  await expect(page.getByText(/^Northwind Robotics offers you to become a member/)).toBeVisible()
  await page.getByRole('button', { name: 'Look at it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move into Northwind Robotics' })
  await dialog.getByRole('checkbox', { name: 'Everything' }).check()
  await dialog.getByRole('checkbox', { name: /My recipes bot/ }).uncheck()
  await expect(dialog.getByText('3 resources belong to Northwind Robotics from then on.')).toBeVisible()
  await expect(dialog.getByText('1 resource stays with you.')).toBeVisible()
  await picture(page, 'chromium', 'migration')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Move in' }).click()
  await expect(page.getByText('You are a member of Northwind Robotics now.')).toBeVisible()
  await switchTo(page, 'Northwind Robotics')
  await go(page, '/resources?kind=template')
  await expect(row(page, 'Site visit checklist')).toBeVisible()

  await page
    .getByRole('button', { name: /Nora Fields/ })
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Offers to move in' }).click()
  const card = page.getByRole('region', { name: 'Northwind Robotics' })
  await expect(card.getByText(/^You moved in with 3 resources\./)).toBeVisible()
  await picture(page, 'chromium', 'migration-offers')
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Take back…' }).click()
  const back = page.getByRole('dialog', { name: 'Take back moving into Northwind Robotics' })
  await back.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText('3 resources came back.')).toBeVisible()
  // The membership was the session's context: the window leaves it with a sentence, and the person goes home.
  await expect(page.getByText(/no longer a member/)).toBeVisible()
  await picture(page, 'chromium', 'migration-undone')
})
