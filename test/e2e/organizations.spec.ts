import { expect, test } from '@playwright/test'
import { call } from './hosts/command-line.ts'
import { becomes, csvOf, expectLocked, row, undo } from './hosts/hand.ts'
import { go, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', async () => {
  const served = await openServed()
  if (served) await becomes(served.page, 'Olivia Reyes')
  return served
})
test.beforeEach(async () => {
  await go(here().page, '/organizations')
})

/** Opens the menu of an organization's row and chooses from it. */
async function act(name: string, action: string): Promise<void> {
  const { page } = here()
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('limits are set with a reason, and one below what is in use is warned about', async () => {
  const { page } = here()
  await act('Harbor Health', 'Limits…')
  const dialog = page.getByRole('dialog', { name: 'Limits of Harbor Health' })
  await dialog.getByRole('textbox', { name: 'Seats' }).fill('5')
  await expect(
    dialog.getByText('Below the 17 in use: nothing is removed, nothing can be added.'),
  ).toBeVisible()
  await picture(page, 'chromium', 'organization-limits')
  await dialog.getByRole('textbox', { name: 'Seats' }).fill('40')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('the new ward opens')
  await dialog.getByRole('button', { name: 'Save limits' }).click()
  await expect(page.getByText('The limits of Harbor Health were saved.')).toBeVisible()
  await expect(row(page, 'harbor')).toContainText('40')
})

test('what another process changes is in the list, and limits that are being set ask what to keep', async () => {
  const { page, dataDir } = here()
  const env = { ...process.env, CASTELLAN_DATA: dataDir }
  const olivia = ['--as', 'olivia.reyes@platform.example', '--org', 'platform']
  const setSeats = async (seats: number): Promise<void> => {
    type Found = { items: { id: string; version: number; limits: object }[] }
    const { items } = await call<Found>(env, 'platform.list', '{"search":"pine","limit":1}', ...olivia)
    const [{ id, version, limits } = { id: '', version: 0, limits: {} }] = items
    const change = { id, version, limits: { ...limits, seats }, reason: 'as agreed by phone' }
    await call(env, 'platform.setLimits', JSON.stringify(change), ...olivia)
  }
  await expect(row(page, 'pine')).toBeVisible()
  await setSeats(41)
  await expect(row(page, 'pine')).toContainText('41')

  await act('Pine & Partners', 'Limits…')
  const dialog = page.getByRole('dialog', { name: 'Limits of Pine & Partners' })
  await dialog.getByRole('textbox', { name: 'Seats' }).fill('45')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('the partners grow')
  await setSeats(42)
  await expect(dialog.getByText('Somebody else changed this meanwhile')).toBeVisible()
  await look(page, 'chromium', 'organization-limits-meanwhile')
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await dialog.getByRole('button', { name: 'Save limits' }).click()
  await expect(row(page, 'pine')).toContainText('45')

  // A question stands on what it was asked of; asked again, it stands on what is there now.
  await act('Pine & Partners', 'Suspend…')
  const question = page.getByRole('dialog', { name: 'Suspend Pine & Partners?' })
  await question.getByRole('textbox', { name: 'Reason' }).fill('an unpaid invoice')
  await setSeats(43)
  await question.getByRole('button', { name: 'Suspend' }).click()
  await expect(question.getByText('Look at it as it is now', { exact: false })).toBeVisible()
  await page.keyboard.press('Escape')
  await act('Pine & Partners', 'Suspend…')
  await question.getByRole('textbox', { name: 'Reason' }).fill('an unpaid invoice')
  await question.getByRole('button', { name: 'Suspend' }).click()
  await expect(row(page, 'pine')).toContainText('Suspended')
  await act('Pine & Partners', 'Reactivate…')
  const back = page.getByRole('dialog', { name: 'Reactivate Pine & Partners?' })
  await back.getByRole('textbox', { name: 'Reason' }).fill('it is paid')
  await back.getByRole('button', { name: 'Reactivate' }).click()
  await expect(row(page, 'pine')).toContainText('Active')
})

test('limits being edited stay with their organization when the list moves, and say who was quicker', async () => {
  const { page, dataDir } = here()
  const env = { ...process.env, CASTELLAN_DATA: dataDir }
  const olivia = ['--as', 'olivia.reyes@platform.example', '--org', 'platform']
  await act('Harbor Health', 'Limits…')
  const dialog = page.getByRole('dialog', { name: 'Limits of Harbor Health' })
  await dialog.getByRole('textbox', { name: 'Seats' }).fill('45')
  const admin = { email: 'ann@aardvark.example', name: 'Ann Ames' }
  const made = { name: 'Aardvark Labs', slug: 'aardvark', timeZone: 'UTC', admin, limits: { seats: 3 } }
  await call(env, 'platform.create', JSON.stringify(made), ...olivia)
  await expect(page.getByText('Aardvark Labs')).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Seats' })).toHaveValue('45')

  const { items } = await call<{ items: { id: string; version: number }[] }>(
    env,
    'platform.list',
    '{"search":"harbor"}',
    ...olivia,
  )
  const [{ id, version } = { id: '', version: 0 }] = items
  const theirs = { id, version, limits: { chatbot: 77 }, reason: 'they need more' }
  await call(env, 'platform.setLimits', JSON.stringify(theirs), ...olivia)
  await expect(dialog.getByText('Somebody else changed this meanwhile')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Chatbots' })).toHaveValue('77')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('a second ward opens')
  await dialog.getByRole('button', { name: 'Save limits' }).click()
  await expect(page.getByText('The limits of Harbor Health were saved.').last()).toBeVisible()
  await expect(row(page, 'harbor')).toContainText('45')
  await expect(row(page, 'aardvark')).toContainText('3')
})

test('the list leaves as a file, and the trail has by what it was narrowed', async () => {
  const { page, dataDir } = here()
  await page.getByRole('textbox', { name: 'Search by name or short name' }).fill('harbor')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  const { lines } = await csvOf(page, () => page.getByRole('button', { name: 'Export CSV' }).click())
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('Harbor Health')
  const env = { ...process.env, CASTELLAN_DATA: dataDir }
  const olivia = ['--as', 'olivia.reyes@platform.example', '--org', 'platform']
  const [newest] = await call<{ id: string }[]>(env, 'audit.recent', '{"limit":1}', ...olivia)
  const record = await call(env, 'audit.get', JSON.stringify({ id: newest?.id }), ...olivia)
  expect(record).toMatchObject({
    action: 'list.exported',
    after: { rows: 1, filter: expect.stringContaining('search "harbor"') },
  })
  await page.getByRole('textbox', { name: 'Search by name or short name' }).fill('')
})

test('what is set aside for teams is told with the pools, and no limit goes below it', async () => {
  const { page } = here()
  await row(page, 'northwind').click()
  const drawer = page.getByRole('dialog', { name: 'Northwind Robotics' })
  await expect(drawer.getByRole('columnheader', { name: 'For teams' })).toBeVisible()
  await look(page, 'chromium', 'organization-pools')
  await page.keyboard.press('Escape')
  await act('Northwind Robotics', 'Limits…')
  const dialog = page.getByRole('dialog', { name: 'Limits of Northwind Robotics' })
  await dialog.getByRole('textbox', { name: 'Assistants' }).fill('5')
  await expect(dialog.getByText('10 are set aside for teams: not less than that.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('fewer of them')
  await dialog.getByRole('button', { name: 'Save limits' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Assistants' })).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'chromium', 'organization-limits-set-aside')
  await page.keyboard.press('Escape')
})

test('a suspended organization says so to its admin, who can only read, and comes back', async () => {
  const { page } = here()
  await act('Northwind Robotics', 'Suspend…')
  const question = page.getByRole('dialog', { name: 'Suspend Northwind Robotics?' })
  await expect(question.getByText('33 members can only read, export and handle billing')).toBeVisible()
  await expect(question.getByRole('button', { name: 'Suspend' })).toBeDisabled()
  await question.getByRole('textbox', { name: 'Reason' }).fill('an unpaid invoice')
  await question.getByRole('button', { name: 'Suspend' }).click()
  await expect(row(page, 'northwind')).toContainText('Suspended')
  await page.getByRole('button', { name: 'Actions for Northwind Robotics' }).click()
  await expect(page.getByRole('menuitem', { name: 'Reactivate…' })).toBeVisible()
  await page.keyboard.press('Escape')

  await becomes(page, 'Ada Marsh')
  await go(page, '/')
  await expect(page.getByText('This organization is suspended')).toBeVisible()
  await expect(page.getByRole('alert').getByText(/Reason: an unpaid invoice/)).toBeVisible()
  await picture(page, 'chromium', 'suspended-overview')
  await go(page, '/people')
  await expectLocked(page.getByRole('button', { name: 'Add person' }), 'The organization is suspended')
  await go(page, '/roles')
  await expect(page.getByText('The organization is suspended: only reading')).toBeVisible()

  await becomes(page, 'Olivia Reyes')
  await go(page, '/organizations')
  await act('Northwind Robotics', 'Reactivate…')
  const back = page.getByRole('dialog', { name: 'Reactivate Northwind Robotics?' })
  await back.getByRole('textbox', { name: 'Reason' }).fill('it is paid')
  await back.getByRole('button', { name: 'Reactivate' }).click()
  await expect(row(page, 'northwind')).toContainText('Active')
})

test('several are suspended together with a reason, told what does not fit, and taken back', async () => {
  const { page } = here()
  const bar = page.getByRole('group', { name: 'Change the selected organizations' })
  const pick = async (...slugs: readonly string[]): Promise<void> => {
    for (const slug of slugs) await row(page, slug).getByRole('checkbox').click()
  }
  await pick('harbor', 'pine')
  await bar.getByRole('button', { name: 'Reactivate…' }).click()
  const back = page.getByRole('dialog', { name: 'Reactivate 2 organizations' })
  await back.getByRole('textbox', { name: 'Reason' }).fill('nothing is suspended')
  await expect(back.getByText('None of them would change.')).toBeVisible()
  await expect(back.getByRole('button', { name: 'Reactivate' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await bar.getByRole('button', { name: 'Suspend…' }).click()
  const question = page.getByRole('dialog', { name: 'Suspend 2 organizations' })
  await expect(question.getByText('2 will change')).toBeVisible()
  await expect(question.getByText('Harbor Health, Pine & Partners')).toBeVisible()
  await expect(question.getByText(/^20 members can only read, export and handle billing/)).toBeVisible()
  const confirm = question.getByRole('button', { name: 'Suspend' })
  await expect(confirm).toBeDisabled()
  await question.getByRole('textbox', { name: 'Reason' }).fill('unpaid invoices')
  await look(page, 'chromium', 'organizations-bulk')
  await confirm.click()
  await expect(row(page, 'harbor')).toContainText('Suspended')
  await expect(row(page, 'pine')).toContainText('Suspended')

  await pick('northwind', 'pine')
  await bar.getByRole('button', { name: 'Reactivate…' }).click()
  const some = page.getByRole('dialog', { name: 'Reactivate 2 organizations' })
  await expect(some.getByText('1 will change')).toBeVisible()
  await expect(some.getByText('1 stays as it is')).toBeVisible()
  await picture(page, 'chromium', 'organizations-bulk-some')
  await page.keyboard.press('Escape')
  await undo(page, '2 organizations were suspended.')
  await expect(row(page, 'harbor')).toContainText('Active')
  await expect(row(page, 'pine')).toContainText('Active')
})

test('closing counts what is lost, takes the reason and the name, and can be turned back', async () => {
  const { page } = here()
  await act('Pine & Partners', 'Close…')
  const question = page.getByRole('dialog', { name: 'Close Pine & Partners?' })
  await expect(question.getByText('3 members lose everything but reading and exports at once')).toBeVisible()
  await expect(question.getByText(/After the grace period \d+ resources are erased/)).toBeVisible()
  const confirm = question.getByRole('button', { name: 'Close organization' })
  await question.getByRole('textbox', { name: 'Reason' }).fill('the partners part')
  await expect(confirm).toBeDisabled()
  await question.getByRole('textbox', { name: /^Type / }).fill('Pine & Partners')
  await look(page, 'chromium', 'organization-close')
  await confirm.click()
  await expect(row(page, 'pine')).toContainText('Closing')
  await row(page, 'pine').click()
  const drawer = page.getByRole('dialog', { name: 'Pine & Partners' })
  await expect(drawer.getByText('the partners part')).toBeVisible()
  await expect(drawer.getByText('Erased on')).toBeVisible()
  await picture(page, 'chromium', 'organization-drawer')
  await page.keyboard.press('Escape')
  await act('Pine & Partners', 'Restore…')
  const back = page.getByRole('dialog', { name: 'Restore Pine & Partners?' })
  await back.getByRole('textbox', { name: 'Reason' }).fill('they stay together')
  await back.getByRole('button', { name: 'Restore' }).click()
  await expect(row(page, 'pine')).toContainText('Active')
})

test('an account is found by its address, disabled with a reason, and enabled again', async () => {
  const { page } = here()
  await page.getByRole('button', { name: 'Account…' }).click()
  const dialog = page.getByRole('dialog', { name: 'A person’s account' })
  const address = dialog.getByRole('textbox', { name: 'E-mail address' })
  await address.fill('nobody@northwind.example')
  await dialog.getByRole('button', { name: 'Find' }).click()
  await expect(dialog.getByText('Nobody has this address.')).toBeVisible()
  await address.fill('theo.lang@northwind.example')
  await dialog.getByRole('button', { name: 'Find' }).click()
  await expect(dialog.getByText(/^Member of \d+ organization/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Disable…' }).click()
  const question = page.getByRole('dialog', { name: 'Disable theo.lang@northwind.example?' })
  await expect(question.getByText(/^Their open windows end within a second/)).toBeVisible()
  await question.getByRole('textbox', { name: 'Reason' }).fill('a stolen laptop')
  await look(page, 'chromium', 'account-disable')
  await question.getByRole('button', { name: 'Disable account' }).click()
  await expect(dialog.getByText('Disabled', { exact: true })).toBeVisible()
  await picture(page, 'chromium', 'account')
  await dialog.getByRole('button', { name: 'Enable…' }).click()
  const back = page.getByRole('dialog', { name: 'Enable theo.lang@northwind.example?' })
  await back.getByRole('textbox', { name: 'Reason' }).fill('it is found')
  await back.getByRole('button', { name: 'Enable account' }).click()
  await expect(dialog.getByText('Active', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
})

test('of a tenant’s event an operator sees the shape, and is told so', async () => {
  const { page } = here()
  await go(page, '/events')
  await expect(page.locator('[data-monitor=live]')).toBeVisible()
  // Another window is opened by whom the sample begins with, who is no operator.
  const other = await page.context().newPage()
  await other.goto(page.url().replace(/#.*$/, ''))
  await other.evaluate(() => {
    location.hash = '#/teams'
  })
  await other.getByRole('button', { name: 'New team' }).click()
  await other.getByRole('textbox', { name: 'Name' }).fill('Merger with Globex')
  await other.getByRole('button', { name: 'Make the team' }).click()
  // A page behind another draws once a second.
  await page.bringToFront()
  const made = page.getByRole('grid').locator('[role=row][id^=event-]').filter({ hasText: 'team.created' })
  await made.first().click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText(/you see the envelope and the shape/)).toBeVisible()
  await expect(drawer.getByText('‹string›').first()).toBeVisible()
  await expect(page.getByText('Globex')).toHaveCount(0)
  await look(page, 'chromium', 'event-of-a-tenant')
  await other.close()
  await page.keyboard.press('Escape')
})

test('search, state and sort are in the address', async () => {
  const { page } = here()
  await page.getByRole('textbox', { name: 'Search by name or short name' }).fill('nor')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await page.getByRole('columnheader', { name: 'Name', exact: true }).getByRole('button').click()
  await expect(page.getByRole('columnheader', { name: 'Name', exact: true })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await expect(page).toHaveURL(/search=nor/)
  await expect(page).toHaveURL(/sort=-name/)
})

test('settings are saved and held, and the chain of the trail is verified', async () => {
  const { page } = here()
  await becomes(page, 'Ada Marsh')
  await go(page, '/settings')
  const contact = page.getByRole('textbox', { name: 'Support contact' })
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await contact.fill('help@northwind.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The settings were saved.')).toBeVisible()
  await page.reload()
  await expect(contact).toHaveValue('help@northwind.example')
  await page.getByRole('button', { name: 'Verify the chain' }).click()
  await expect(page.getByText('The chain is intact')).toBeVisible()
  await picture(page, 'chromium', 'settings-verified')
})

test('no page crashes, whoever of the sample looks at it', async () => {
  test.setTimeout(300_000)
  const { page } = here()
  await page.getByRole('button', { name: /^Viewing as/ }).click()
  const names = (await page.getByRole('menuitem').allInnerTexts()).map((text) => text.split('\n')[1] ?? '')
  await page.keyboard.press('Escape')
  expect(names.length).toBeGreaterThan(4)
  for (const name of names) {
    if (!(await page.getByRole('button', { name: `Viewing as ${name}` }).isVisible()))
      await becomes(page, name)
    for (const link of await page.getByRole('navigation').first().getByRole('link').all()) {
      await go(page, (await link.getAttribute('href'))?.replace(/^\/?#/, '') ?? '/')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByText('This page could not be drawn')).toHaveCount(0)
    }
    expect(here().broken).toEqual([])
  }
})
