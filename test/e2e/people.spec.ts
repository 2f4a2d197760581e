import { expect, test } from '@playwright/test'
import { choose, csvOf, expectLocked, row, undo } from './hosts/hand.ts'
import { anew, go, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)
test.beforeEach(() => anew(here().page, '/people'))

test('suspending asks for the reason after saying what is lost, and can be undone', async () => {
  const { page } = here()
  await go(page, '/people?q=theo.lang')
  await row(page, 'theo.lang@').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await drawer.getByRole('button', { name: 'Suspend' }).click()
  const question = page.getByRole('dialog', { name: 'Suspend Theo Lang' })
  await expect(question.getByText(/Loses \d+ permissions – /)).toBeVisible()
  const confirm = question.getByRole('button', { name: 'Suspend' })
  await expect(confirm).toBeDisabled()
  await question.getByRole('textbox', { name: 'Reason' }).fill('on leave until spring')
  await picture(page, 'chromium', 'people-suspend')
  await confirm.click()
  await expect(drawer.getByText('Suspended')).toBeVisible()
  await undo(page, 'Theo Lang was suspended.')
  await expect(drawer.getByText('Active')).toBeVisible()
})

test('a change of roles shows what it gives and takes before it is saved, and can be undone', async () => {
  const { page } = here()
  await go(page, '/people?q=theo.lang')
  await row(page, 'theo.lang@').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  const save = drawer.getByRole('button', { name: 'Save roles and teams' })
  await expectLocked(save, 'Nothing is changed yet.')
  await choose(drawer, 'Roles', 'Auditor')
  await expect(drawer.getByText(/^Gains \d+ permissions?$/)).toBeVisible()
  await expect(drawer.getByText('+ Members: export')).toBeVisible()
  await picture(page, 'chromium', 'people-difference')
  await page.keyboard.press('Tab')
  await save.click()
  await undo(page, 'The access of Theo Lang was changed.')
  await expect(save).toHaveAttribute('aria-disabled', 'true')
  await expect(drawer.getByText('Auditor')).toHaveCount(0)
})

test('Escape closes one thing at a time: what is not saved below a question or the palette stays', async () => {
  const { page } = here()
  await go(page, '/people?q=theo.lang')
  await row(page, 'theo.lang@').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await choose(drawer, 'Roles', 'Auditor')
  const above = [
    [() => drawer.getByRole('button', { name: 'Suspend' }).click(), 'Suspend Theo Lang'],
    [() => page.keyboard.press('Control+K'), ''],
  ] as const
  for (const [open, name] of above) {
    await open()
    await expect(page.getByRole('dialog')).toHaveCount(2)
    await expect(page.getByRole('dialog', { name }).last()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(1)
    await expect(drawer.getByText('Auditor')).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Drop changes' }).click()
  await expect(drawer).toBeHidden()
})

test('a key that goes to another page does nothing while a dialog is half filled in', async () => {
  const { page } = here()
  await page.getByRole('button', { name: 'Add person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a person' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Nina Holm')
  await dialog.getByRole('button', { name: 'Cancel' }).focus()
  await page.keyboard.press('Alt+3')
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Nina Holm')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('heading', { level: 1, name: 'Teams' })).toBeVisible()
})

test('one cannot suspend or remove oneself, and reads why', async () => {
  const { page } = here()
  await go(page, '/people?q=ada.marsh')
  await row(page, 'ada.marsh@').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await expectLocked(drawer.getByRole('button', { name: 'Suspend' }), 'You cannot do this to yourself')
  await expectLocked(drawer.getByRole('button', { name: 'Remove' }), 'You cannot do this to yourself')
})

test('several people join a team after a preview of who changes, and leave it by Undo', async () => {
  const { page } = here()
  const names = ['ben.okafor@', 'carmen.grant@', 'dana.dubois@', 'keiko.castro@']
  for (const name of names) await row(page, name).getByRole('checkbox').click()
  const bar = page.getByRole('group', { name: 'Change the selected people' })
  await bar.getByRole('button', { name: 'Add to team' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add 4 people to a team' })
  const submit = dialog.getByRole('button', { name: 'Add to the team' })
  await expectLocked(submit, 'Choose first what changes.')
  await choose(dialog, 'Team', 'Support')
  // Keiko belongs to it already.
  await expect(dialog.getByText('3 will change')).toBeVisible()
  await expect(dialog.getByText('Ben Okafor, Carmen Grant, Dana Dubois')).toBeVisible()
  await expect(dialog.getByText('1 stays as it is')).toBeVisible()
  await expectLocked(submit, 'Say why, in at least 3 characters.')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('the spring campaign')
  await picture(page, 'chromium', 'people-bulk')
  await submit.click()
  await expect(row(page, 'ben.okafor@')).toContainText('Support')
  await expect(bar).toBeHidden()
  await undo(page, '3 people changed.')
  await expect(row(page, 'ben.okafor@')).toContainText('no team')
  await expect(row(page, 'keiko.castro@')).toContainText('Support')
})

test('several are suspended together or not at all: never with the last admins', async () => {
  const { page } = here()
  // All that are loaded, the admins among them.
  await page.getByRole('checkbox', { name: 'Select the loaded rows' }).click()
  const bar = page.getByRole('group', { name: 'Change the selected people' })
  await bar.getByRole('button', { name: 'Suspend' }).click()
  const dialog = page.getByRole('dialog', { name: /^Suspend \d+ people$/ })
  // Told before anything is sent.
  await expect(dialog.getByText('That cannot be done to all of them')).toBeVisible()
  await expect(dialog.getByText('LAST_ADMIN')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('everybody out')
  await expectLocked(
    dialog.getByRole('button', { name: 'Suspend them' }),
    'That cannot be done to all of them',
  )
  await picture(page, 'chromium', 'people-last-admin')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(row(page, 'ben.okafor@')).toContainText('Active')
  await page.getByRole('button', { name: 'Clear selection' }).click()
})

test('every column that sorts does so by the console, and the address keeps it', async () => {
  const { page } = here()
  const head = (name: string) => page.getByRole('columnheader', { name })
  const first = page.locator('[role="row"][aria-rowindex="2"]')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Source' }).check()
  await page.keyboard.press('Escape')
  for (const name of ['E-mail', 'State', 'Source', 'Department', 'Joined', 'Name']) {
    await head(name).getByRole('button').click()
    await expect(head(name)).toHaveAttribute('aria-sort', 'ascending')
  }
  await head('Name').getByRole('button').click()
  await expect(head('Name')).toHaveAttribute('aria-sort', 'descending')
  await expect(first).toContainText('yusuf.haddad@')
  await page.reload()
  await expect(head('Name')).toHaveAttribute('aria-sort', 'descending')
  await expect(first).toContainText('yusuf.haddad@')
  // The day is the organization's; the hint has the time as it was written.
  await expect(first.locator('time')).toHaveAttribute('title', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)
})

test('a removed member is gone from the list, with a reason and the typed name', async () => {
  const { page } = here()
  await go(page, '/people?q=carmen.lindqvist')
  await row(page, 'carmen.lindqvist@').click()
  await page.getByRole('dialog', { name: 'Member' }).getByRole('button', { name: 'Remove' }).click()
  const question = page.getByRole('dialog', { name: 'Remove Carmen Lindqvist' })
  await expect(question.getByText(/^Gives up the roles /)).toBeVisible()
  await question.getByRole('textbox', { name: 'Reason' }).fill('left the company')
  await expect(question.getByRole('button', { name: 'Remove' })).toBeDisabled()
  await question.getByRole('textbox', { name: 'Type Carmen Lindqvist to confirm' }).fill('Carmen Lindqvist')
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Carmen Lindqvist was removed.')).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Member' })).toBeHidden()
  await expect(page.getByRole('row').filter({ hasText: 'carmen.lindqvist@' })).toHaveCount(0)
})

test('somebody is added with a role, and a second time is told that they are there', async () => {
  const { page } = here()
  const add = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Add person' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a person' })
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('nina.holm@northwind.example')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Nina Holm')
    await dialog.getByRole('button', { name: 'Add person' }).click()
  }
  await add()
  await expect(page.getByText('Nina Holm was added.')).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Add a person' })).toBeHidden()
  await go(page, '/people?q=nina.holm')
  await expect(row(page, 'nina.holm@')).toContainText('Member')
  await add()
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'E-mail' })
  await expect(field).toHaveAccessibleDescription(/already|is a member|there/)
})

test('an invitation shows its code once, is resent with another, and revoked', async () => {
  const { page } = here()
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('guest@partner.example')
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const issued = page.getByRole('dialog', { name: 'The invitation for guest@partner.example' })
  const code = issued.getByLabel('Invitation code')
  const first = (await code.textContent()) ?? ''
  expect(first.length).toBeGreaterThan(20)
  // A stray key does not lose it.
  await page.keyboard.press('Escape')
  await expect(issued).toBeVisible()
  await picture(page, 'chromium', 'people-invitation')
  await issued.getByRole('button', { name: 'I have kept it' }).click()

  await page.getByRole('tab', { name: 'Invitations' }).click()
  const line = row(page, 'guest@partner.example')
  await expect(line).toContainText('Pending')
  await line.getByRole('button', { name: /^Resend/ }).click()
  await expect(code).not.toHaveText(first)
  await issued.getByRole('button', { name: 'I have kept it' }).click()
  await line.getByRole('button', { name: /^Revoke/ }).click()
  const question = page.getByRole('dialog', { name: 'Revoke the invitation of guest@partner.example' })
  await question.getByRole('textbox', { name: /^Type / }).fill('guest@partner.example')
  await question.getByRole('button', { name: 'Revoke' }).click()
  await expect(line).toContainText('Revoked')
  await expectLocked(
    line.getByRole('button', { name: /^Revoke/ }),
    'Only a pending invitation can be revoked.',
  )
})

test('the export for a directory has who the filters leave', async () => {
  const { page } = here()
  await go(page, '/people?role=viewer')
  await expect(page.getByRole('grid')).not.toHaveAttribute('aria-busy', 'true')
  await expect(page.getByText('2 rows')).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export people' })
  await dialog.getByRole('radio', { name: 'Okta' }).check()
  const { lines } = await csvOf(page, () => dialog.getByRole('button', { name: 'Export' }).click())
  expect(lines[0]).toContain('login')
  expect(lines).toHaveLength(3)
  expect(lines.some((line) => line.includes('theo.lang@northwind.example'))).toBe(true)
})
