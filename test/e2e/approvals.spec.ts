import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { hasChineseFont } from '../servers/index.ts'
import { openInBrowser } from './hosts/both.ts'
import { call as commandLine } from './hosts/command-line.ts'
import {
  becomes,
  choose,
  expectLocked,
  expectLockedByKeyboard,
  row,
  speak,
  switchTo,
  undo,
} from './hosts/hand.ts'
import { expectFits, go, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'

const ADA = 'ada.marsh@northwind.example'
const NORA = 'nora.fields@northwind.example'
const OLIVIA = 'olivia.reyes@platform.example'
interface Found {
  readonly items: readonly { readonly id: string; readonly version: number }[]
}

test.describe.configure({ mode: 'default', timeout: 300_000 })
let page: Page
const here = opened('chromium', async () => {
  await hasChineseFont()
  return openInBrowser()
})
test.beforeEach(() => {
  page = here().page
})
/** One call from the command line, which is another process on the same data. */
const call = <R>(procedure: string, input: object, as: string, org = 'northwind'): Promise<R> => {
  const env = { ...process.env, CASTELLAN_DATA: here().dataDir }
  const whom = ['--as', as, ...(org === '' ? [] : ['--org', org])]
  return commandLine<R>(env, procedure, JSON.stringify(input), ...whom)
}
/** The other admin of the sample's organization. */
const second = async (): Promise<string> => {
  const page = await call<{ items: { email: string }[] }>('members.list', { roleIds: ['admin'] }, ADA)
  return page.items.find((m) => m.email !== ADA)?.email ?? ''
}

test('what waits shows in the header, and a request shows exactly what it does before it is approved', async () => {
  await page.getByRole('link', { name: '2 approvals wait for you' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible()
  await expect(row(page, /^Transfer .* to .*\(personal\)/)).toBeVisible()
  await look(page, 'chromium', 'approvals')
  // All of it by keyboard.
  await row(page, /^Transfer/).press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Request' })
  const lines = drawer.getByRole('table', { name: 'What an approval does' })
  await expect(lines.getByRole('row').nth(1)).toContainText('Northwind Robotics')
  await expect(lines).toContainText('Its creator and admins')
  await expect(drawer.getByText(/^in 5 d|^in 6 d/)).toBeVisible()
  await look(page, 'chromium', 'approval')
  await drawer.getByRole('textbox', { name: 'Your reason' }).focus()
  await page.keyboard.type('Agreed with the team')
  for (const button of ['Refuse', 'Approve']) {
    await page.keyboard.press('Tab')
    await expect(drawer.getByRole('button', { name: button })).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Approved and carried out: Transfer/)).toBeVisible()
  await expect(page.getByRole('link', { name: '1 approval waits for you' })).toBeVisible()
  await page.getByRole('tab', { name: 'Decided' }).click()
  await expect(row(page, /^Transfer/)).toContainText('Approved')
})

test('a refusal needs a reason, and the policies stay as they were', async () => {
  await go(page, '/approvals')
  // All of it by keyboard.
  await row(page, 'Loosen what needs a second person').press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Request' })
  await expect(drawer.getByText('Exports of the trail need a second person')).toBeVisible()
  const refuse = drawer.getByRole('button', { name: 'Refuse' })
  await expectLockedByKeyboard(refuse, 'Say why, in at least 3 characters.')
  const reason = drawer.getByRole('textbox', { name: 'Your reason' })
  await reason.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(reason).toBeFocused()
  await page.keyboard.type('Not before the audit')
  await page.keyboard.press('Tab')
  await expect(refuse).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Refused: Loosen/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible()
  await page.getByRole('tab', { name: 'Policies' }).click()
  await expect(page.getByRole('switch', { name: 'Transfer out' })).toBeChecked()
  // Nothing exports the trail yet, so there is nothing to switch.
  await expect(page.getByRole('switch', { name: 'Export the trail' })).toHaveCount(0)
  await look(page, 'chromium', 'approval-policies')
})

test('loosening waits, is taken back, is asked again, and holds when somebody approves it elsewhere', async () => {
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
  await look(page, 'chromium', 'transfer')
  await dialog.getByRole('button', { name: 'Transfer' }).click()
  await expect(page.getByText(/^2 resources are in Ada Marsh \(personal\) now\.$/)).toBeVisible()
  await expect(row(grid, names[0] ?? '')).toHaveCount(0)
  await undo(page, '2 resources are in Ada Marsh (personal) now.')
  for (const name of names) await expect(row(grid, name)).toBeVisible()
})

test('from a personal space into the organization nobody else is asked', async () => {
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

test('who had an account before chooses what moves in, and takes it back', async () => {
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
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  // Whoever declined can accept after all.
  await go(page, '/offers')
  const card = page.getByRole('region', { name: 'Northwind Robotics' })
  await expect(card.getByRole('button', { name: 'Decline' })).toBeVisible()
  // The page that is open does not know what was decided at another window of hers.
  const [offered] = await call<{ id: string }[]>('migrations.mine', {}, NORA, '')
  await call('migrations.decline', { offerId: offered?.id }, NORA, '')
  await card.getByRole('button', { name: 'Decline' }).press('Enter')
  await expect(card.getByText('It is declined now. Possible when: offered.')).toBeVisible()
  await expect(card.getByText('Declined', { exact: true })).toBeVisible()
  await picture(page, 'chromium', 'migration-declined-twice', ['light'])
  await card.getByRole('button', { name: 'Choose what moves in…' }).press('Enter')
  await dialog.getByRole('checkbox', { name: 'Everything' }).check()
  await dialog.getByRole('checkbox', { name: /My recipes bot/ }).uncheck()
  await expect(dialog.getByText('3 resources belong to Northwind Robotics from then on.')).toBeVisible()
  await expect(dialog.getByText('1 resource stays with you.')).toBeVisible()
  await look(page, 'chromium', 'migration')
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
  await expect(card.getByText(/^You moved in with 3 resources\./)).toBeVisible()
  await look(page, 'chromium', 'migration-offers')
  await card.getByRole('button', { name: 'Take back…' }).click()
  const back = page.getByRole('dialog', { name: 'Take back moving into Northwind Robotics' })
  await expect(back.getByText('3 resources return to your personal space: ')).toBeVisible()
  await back.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText('3 resources came back.')).toBeVisible()
  // The membership was the session's context: the person went home first, where the things are again.
  await expect(page.getByRole('button', { name: /^Organization: Nora Fields \(personal\),/ })).toBeVisible()
  await expect(page.getByText(/no longer a member/)).toHaveCount(0)
  await go(page, '/resources?kind=template')
  await expect(row(page, 'Site visit checklist')).toBeVisible()
  await picture(page, 'chromium', 'migration-undone')
})

test('the pages fit a small window and speak Chinese, what the platform asks for included', async () => {
  await page.setViewportSize({ width: 1024, height: 700 })
  await speak(page, 'zh-TW')
  for (const [path, name] of [
    ['/approvals/decided', 'approvals-decided'],
    ['/approvals/policies', 'approval-policies'],
  ] as const) {
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: '核准' })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expectFits(page, name)
    await picture(page, 'small', name)
  }
  // What the platform itself asks for is in the reader's language too.
  const operator = [OLIVIA, 'platform'] as const
  const { items } = await call<Found>('platform.list', { search: 'northwind' }, ...operator)
  const { id, version } = items[0] ?? { id: '', version: 0 }
  const reason = 'No seat is to be left'
  await call('platform.setLimits', { id, version, reason, limits: { seats: 1 } }, ...operator)
  const late = { signUpId: randomUUID(), email: 'sam.late@northwind.example', name: 'Sam Late' }
  await call('enrollment.signUp', { ...late, verified: true }, ...operator)
  await go(page, '/approvals')
  await row(page, '給 Sam Late (sam.late@northwind.example) 的席位').press('Enter')
  await expect(page.getByRole('dialog', { name: '申請' }).getByText('成員').first()).toBeVisible()
  await picture(page, 'small', 'approval-seat')
  await page.keyboard.press('Escape')
})
