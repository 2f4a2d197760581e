/** Two windows edit the same record: nothing typed is lost, and nothing of the other is overwritten unseen. */
import { expect, type Page, test } from '@playwright/test'
import { choose, row } from './hosts/hand.ts'
import { go, look } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

/** Where something is being edited. */
let mine: Page
/** Where somebody else is quicker. */
let theirs: Page

// Of two pages the one behind draws once a second: whoever goes on is brought to the front.

opened('Chromium', async () => {
  const served = await openServed()
  if (!served) return undefined
  mine = served.page
  theirs = await mine.context().newPage()
  await theirs.goto(new URL('/', mine.url()).href)
  return served
})

const told = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'Somebody else changed this meanwhile' })

test('roles that somebody else changed meanwhile do not take away what was chosen here', async () => {
  const dialogs = []
  for (const page of [mine, theirs]) {
    await page.bringToFront()
    await go(page, '/people?q=theo.lang')
    await row(page, 'theo.lang@').click()
    dialogs.push(page.getByRole('dialog', { name: 'Member' }))
  }
  const [here, there] = dialogs
  if (!here || !there) throw new Error('Both windows have the member.')
  await mine.bringToFront()
  await choose(here, 'Roles', 'Auditor')
  await mine.keyboard.press('Tab')
  await theirs.bringToFront()
  await choose(there, 'Roles', 'Helpdesk')
  await theirs.keyboard.press('Tab')
  await there.getByRole('button', { name: 'Save roles and teams' }).click()
  await expect(theirs.getByText('The access of Theo Lang was changed.')).toBeVisible()

  await mine.bringToFront()
  await expect(told(mine)).toBeVisible()
  await expect(here.getByText('Auditor')).toBeVisible()
  const save = here.getByRole('button', { name: 'Save roles and teams' })
  await expect(save).toHaveAttribute('aria-disabled', 'true')
  await look(mine, 'chromium', 'draft-meanwhile')
  await told(mine).getByRole('button', { name: 'Keep mine' }).click()
  await expect(told(mine)).toBeHidden()
  await expect(here.getByText('Auditor')).toBeVisible()
  await save.click()
  await expect(mine.getByText('The access of Theo Lang was changed.')).toBeVisible()
  // It arrives where nothing is edited.
  await expect(there.getByText('Auditor')).toBeVisible()
  await expect(told(theirs)).toBeHidden()
})

test('grants that somebody else saved meanwhile are shown after Reload, and the own draft is gone then', async () => {
  for (const page of [mine, theirs]) {
    await page.bringToFront()
    await go(page, '/teams')
    await row(page, 'Support').click()
  }
  const box = (page: Page, what: string) =>
    page.getByRole('dialog', { name: 'Team' }).getByRole('checkbox', { name: `Support: ${what}` })
  await box(mine, 'create Templates').check()
  await box(theirs, 'share Assistants').check()
  await theirs.getByRole('button', { name: 'Save grants' }).click()
  await mine.bringToFront()
  await expect(told(mine)).toBeVisible()
  await expect(box(mine, 'create Templates')).toBeChecked()
  await told(mine).getByRole('button', { name: 'Reload' }).click()
  await expect(box(mine, 'create Templates')).not.toBeChecked()
  await expect(box(mine, 'share Assistants')).toBeChecked()
  await expect(mine.getByRole('button', { name: 'Save grants' })).toHaveAttribute('aria-disabled', 'true')
})

test('a role edited in two windows keeps both changes where they are of different things', async () => {
  for (const page of [mine, theirs]) {
    await page.bringToFront()
    await go(page, '/roles')
    await page
      .getByRole('navigation', { name: 'Roles' })
      .getByRole('button', { name: /^Helpdesk/ })
      .click()
  }
  await mine.getByRole('checkbox', { name: 'Templates: delete' }).click()
  await theirs.getByRole('textbox', { name: 'Description' }).fill('Answers what people ask')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await expect(theirs.getByText('The role Helpdesk was saved.')).toBeVisible()
  await told(mine).getByRole('button', { name: 'Keep mine' }).click()
  await expect(mine.getByRole('textbox', { name: 'Description' })).toHaveValue('Answers what people ask')
  await mine.getByRole('button', { name: 'Save' }).click()
  await expect(mine.getByText('The role Helpdesk was saved.')).toBeVisible()
  await expect(theirs.getByRole('checkbox', { name: 'Templates: delete' })).toBeChecked()
})

test('a name of the organization that is being typed stays when somebody else saves a setting', async () => {
  for (const page of [mine, theirs]) {
    await go(page, '/settings')
    // Roles have a name too.
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  }
  const name = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true })
  await name(mine).fill('Northwind Robots')
  await theirs.getByRole('textbox', { name: 'Support contact' }).fill('help@northwind.example')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await mine.bringToFront()
  await expect(told(mine)).toBeVisible()
  await expect(name(mine)).toHaveValue('Northwind Robots')
  await told(mine).getByRole('button', { name: 'Reload' }).click()
  await expect(name(mine)).toHaveValue('Northwind Robotics')
  await expect(mine.getByRole('textbox', { name: 'Support contact' })).toHaveValue('help@northwind.example')
})

test('policies that somebody else saved meanwhile take neither the draft nor the question away', async () => {
  for (const page of [mine, theirs]) await go(page, '/approvals/policies')
  const question = (page: Page) => page.getByRole('dialog', { name: 'Change the policies' })
  const ask = async (page: Page, reason: string): Promise<void> => {
    await page.getByRole('button', { name: 'Save policies' }).click()
    await question(page).getByRole('textbox', { name: 'Reason' }).fill(reason)
  }
  const days = (page: Page) => page.getByRole('textbox', { name: 'A request runs out after' })
  const transfer = mine.getByRole('switch', { name: 'Transfer out' })
  await mine.bringToFront()
  await transfer.click()
  await ask(mine, 'We clean up this week')
  await theirs.bringToFront()
  await days(theirs).fill('9')
  await ask(theirs, 'Somebody is on leave')
  await question(theirs).getByRole('button', { name: 'Save policies' }).click()
  await expect(theirs.getByText('The policies are changed.')).toBeVisible()

  await mine.bringToFront()
  await expect(mine.getByText('Somebody else changed this meanwhile')).toBeVisible()
  await expect(question(mine).getByRole('textbox', { name: 'Reason' })).toHaveValue('We clean up this week')
  await question(mine).getByRole('button', { name: 'Ask for it' }).click()
  await expect(question(mine).getByText('Somebody else changed it meanwhile.').first()).toBeVisible()
  await question(mine).getByRole('button', { name: 'Cancel' }).click()
  await expect(mine.getByRole('button', { name: 'Save policies' })).toHaveAttribute('aria-disabled', 'true')
  await told(mine).getByRole('button', { name: 'Keep mine' }).click()
  await expect(days(mine)).toHaveValue(/^9/)
  await expect(transfer).not.toBeChecked()
  await ask(mine, 'We clean up this week')
  await question(mine).getByRole('button', { name: 'Ask for it' }).click()
  await expect(mine.getByText('A loosening waits for a second person')).toBeVisible()
  await expect(transfer).toBeChecked()
})

test('a role being edited stays when another one comes before it, and is not dropped without asking', async () => {
  for (const page of [mine, theirs]) {
    await go(page, '/approvals')
    await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible()
    await go(page, '/roles')
  }
  const roles = (page: Page) => page.getByRole('navigation', { name: 'Roles' })
  const name = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true })
  const description = mine.getByRole('textbox', { name: 'Description' })
  await mine.bringToFront()
  await expect(mine).toHaveURL(/role=/)
  const edited = await name(mine).inputValue()
  await description.fill('Being written just now')
  await theirs.bringToFront()
  await theirs.getByRole('button', { name: 'New role' }).click()
  await name(theirs).fill('Aardvark keeper')
  await theirs.getByRole('button', { name: 'Create role' }).click()
  await expect(theirs.getByText('The role Aardvark keeper was created.')).toBeVisible()
  await expect(name(theirs)).toHaveValue('Aardvark keeper')

  await mine.bringToFront()
  const other = roles(mine).getByRole('button', { name: /^Aardvark keeper/ })
  await expect(other).toBeVisible()
  await expect(name(mine)).toHaveValue(edited)
  await expect(description).toHaveValue('Being written just now')
  const question = mine.getByRole('dialog', { name: 'Drop your changes?' })
  for (const leave of [
    other,
    mine.getByRole('button', { name: 'Compare' }),
    mine.getByRole('button', { name: 'Copy' }),
    mine.getByRole('button', { name: 'New role' }),
  ]) {
    await leave.click()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(description).toHaveValue('Being written just now')
  }
  await other.click()
  await look(mine, 'chromium', 'draft-leave')
  await question.getByRole('button', { name: 'Drop changes' }).click()
  await expect(name(mine)).toHaveValue('Aardvark keeper')
  await roles(mine)
    .getByRole('button', { name: new RegExp(`^${edited}`) })
    .click()
  await expect(name(mine)).toHaveValue(edited)
  await expect(description).not.toHaveValue('Being written just now')
})

test('what is chosen in a drawer is still there after a look at its other tabs', async () => {
  await mine.bringToFront()
  await go(mine, '/people?q=theo.lang')
  await row(mine, 'theo.lang@').click()
  const member = mine.getByRole('dialog', { name: 'Member' })
  await choose(member, 'Roles', 'Helpdesk')
  await mine.keyboard.press('Tab')
  await member.getByRole('tab', { name: /^Why can/ }).click()
  await expect(member.getByRole('button', { name: 'Save roles and teams' })).toHaveCount(0)
  await member.getByRole('tab', { name: 'Roles and teams' }).click()
  await expect(member.getByText('Helpdesk', { exact: true }).first()).toBeVisible()
  await expect(member.getByRole('button', { name: 'Save roles and teams' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  )

  await go(mine, '/teams')
  await row(mine, 'Support').click()
  const team = mine.getByRole('dialog', { name: 'Team' })
  const grant = team.getByRole('checkbox', { name: 'Support: create Templates' })
  await grant.check()
  await team.getByRole('tab', { name: 'About' }).click()
  await team.getByRole('textbox', { name: 'Description' }).fill('Whoever answers')
  await team.getByRole('tab', { name: 'Members' }).click()
  await team.getByRole('tab', { name: 'About' }).click()
  await expect(team.getByRole('textbox', { name: 'Description' })).toHaveValue('Whoever answers')
  await team.getByRole('tab', { name: 'Grants' }).click()
  await expect(grant).toBeChecked()
})

test('a team that somebody else deleted is named and no longer selected, and an open drawer says that it is gone', async () => {
  const deleteTheirs = async (name: string): Promise<void> => {
    await theirs.bringToFront()
    await go(theirs, '/teams')
    await row(theirs, name).click()
    await theirs.getByRole('button', { name: 'Delete team' }).click()
    const question = theirs.getByRole('dialog', { name: `Delete ${name}` })
    await question.getByRole('textbox', { name: 'Reason' }).fill('merged into Support')
    await question.getByRole('textbox', { name: /^Type / }).fill(name)
    await question.getByRole('button', { name: 'Delete team' }).click()
    await expect(theirs.getByText(`${name} was deleted.`)).toBeVisible()
    await expect(theirs.getByRole('dialog')).toHaveCount(0)
    await mine.bringToFront()
  }
  await mine.bringToFront()
  await go(mine, '/teams')
  for (const name of ['Finance', 'Field service', 'Support'])
    await row(mine, name).getByRole('checkbox').click()
  await deleteTheirs('Finance')
  await mine.getByRole('button', { name: 'Delete…' }).click()
  await expect(mine.getByRole('dialog', { name: 'Delete 2 teams' })).toBeVisible()
  await expect(mine.getByRole('alert').filter({ hasText: 'No longer in this list: Finance' })).toBeVisible()
  await expect(mine.getByRole('dialog').getByText('2 will change')).toBeVisible()
  await mine.keyboard.press('Escape')
  await mine.getByRole('button', { name: 'Clear selection' }).click()
  await expect(mine.locator('[role="row"]:focus')).toHaveCount(1)

  await row(mine, 'Field service').click()
  const drawer = mine.getByRole('dialog', { name: 'Team' })
  await expect(drawer.getByRole('button', { name: 'Save grants' })).toBeVisible()
  await deleteTheirs('Field service')
  await expect(drawer.getByText('There is no such team here.')).toBeVisible()
  await expect(drawer.getByRole('button', { name: 'Save grants' })).toHaveCount(0)
})

test('what is not saved is asked about before its drawer, its page or its organization is left', async () => {
  const question = mine.getByRole('dialog', { name: 'Drop your changes?' })
  const stay = () => question.getByRole('button', { name: 'Cancel' }).click()
  const drop = () => question.getByRole('button', { name: 'Drop changes' }).click()
  await go(mine, '/teams')
  await row(mine, 'Support').click()
  const team = mine.getByRole('dialog', { name: 'Team' })
  const grant = team.getByRole('checkbox', { name: 'Support: share Templates' })
  await grant.check()
  await mine.keyboard.press('Escape')
  await stay()
  await expect(grant).toBeChecked()
  await team.getByRole('button', { name: 'Close' }).click()
  await expect(question).toBeVisible()
  await look(mine, 'chromium', 'draft-close')
  await drop()
  await expect(team).toBeHidden()
  await row(mine, 'Support').click()
  await expect(grant).not.toBeChecked()
  await mine.keyboard.press('Escape')
  await expect(team).toBeHidden()

  await mine.getByRole('link', { name: 'Settings' }).click()
  const name = mine.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('Northwind Robots')
  const switcher = mine.getByRole('button', { name: /^Organization: Northwind Robotics,/ })
  for (const leave of [
    () => mine.getByRole('link', { name: 'People' }).click(),
    () => mine.evaluate(() => history.back()),
    async () => {
      await switcher.click()
      await mine.getByRole('option', { name: /\(personal\)/ }).click()
    },
  ]) {
    await leave()
    await stay()
    await expect(name).toHaveValue('Northwind Robots')
    await expect(mine).toHaveURL(/#\/settings/)
    await expect(switcher).toBeVisible()
  }
  const asked = mine.waitForEvent('dialog')
  await mine.close({ runBeforeUnload: true })
  const box = await asked
  expect(box.type()).toBe('beforeunload')
  await box.dismiss()
  await expect(name).toHaveValue('Northwind Robots')
  await mine.getByRole('link', { name: 'People' }).click()
  await drop()
  await expect(mine.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  // Back and forth nothing is asked any more.
  await mine.evaluate(() => history.back())
  await expect(name).toHaveValue('Northwind Robotics')
})
