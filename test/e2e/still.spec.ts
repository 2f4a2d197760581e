/** Over a slow line: what is answered late pushes no control of a dialog from under the pointer, nor is a click on it lost. */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { becomes, choose, row } from './hosts/hand.ts'
import { movedByItself } from './hosts/late.ts'
import { go } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

/** Milliseconds that a press lasts while the answer arrives. */
const PRESS_MS = 600

const here = opened('Chromium', () => openServed({ late: true }))

/** Does what opens or changes a dialog, waits for what is answered, and finds every control where it was. */
async function still(page: Page, act: () => Promise<unknown>, answered: Locator): Promise<void> {
  await movedByItself(page)
  await act()
  await expect(answered).toBeVisible()
  expect(await movedByItself(page)).toEqual([])
}

test('what a member would gain comes while Save is pressed, and the press is not lost', async () => {
  const { page } = here()
  await go(page, '/people?q=theo.lang')
  await row(page, 'theo.lang@').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await choose(drawer, 'Roles', 'Helpdesk')
  await page.keyboard.press('Tab')
  await drawer.getByRole('button', { name: 'Save roles and teams' }).click({ delay: PRESS_MS })
  await expect(page.getByText('The access of Theo Lang was changed.')).toBeVisible()
  // What was saved is not yet read again: putting back is back to what was saved.
  await choose(drawer, 'Roles', 'Auditor')
  await drawer.getByRole('button', { name: 'Put back' }).click()
  expect(await drawer.getByText('Helpdesk').isVisible()).toBe(true)
  expect(await drawer.getByText('Auditor').isVisible()).toBe(false)
  await still(page, () => choose(drawer, 'Roles', 'Auditor'), drawer.getByText(/^Gains \d+/))
  await drawer.getByRole('button', { name: 'Put back' }).click()
})

test('who is to be suspended, removed, or put in a team: the question comes whole', async () => {
  const { page } = here()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  for (const [button, title] of [
    ['Suspend', 'Suspend Theo Lang'],
    ['Remove', 'Remove Theo Lang'],
  ] as const) {
    const question = page.getByRole('dialog', { name: title })
    await still(
      page,
      () => drawer.getByRole('button', { name: button }).click(),
      question.getByText(/^Loses \d+ permissions/),
    )
    // What is answered last has the cursor at once, as where nothing was waited for.
    await expect(question.getByRole('textbox', { name: 'Reason' })).toBeFocused()
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('Escape')
  await go(page, '/people')
  for (const name of ['ben.okafor@', 'carmen.grant@']) await row(page, name).getByRole('checkbox').click()
  const bar = page.getByRole('group', { name: 'Change the selected people' })
  const suspended = page.getByRole('dialog', { name: 'Suspend 2 people' })
  await still(
    page,
    () => bar.getByRole('button', { name: 'Suspend' }).click(),
    suspended.getByText('2 will change'),
  )
  await page.keyboard.press('Escape')
  await bar.getByRole('button', { name: 'Add to team' }).click()
  const joined = page.getByRole('dialog', { name: 'Add 2 people to a team' })
  await expect(joined.getByRole('combobox', { name: 'Team' })).toBeFocused()
  await still(page, () => choose(joined, 'Team', 'Support'), joined.getByText('2 will change'))
  await page.keyboard.press('Escape')
})

test('a team’s slices, and its end', async () => {
  const { page } = here()
  await go(page, '/teams')
  await row(page, 'Field service').click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await still(
    page,
    () => drawer.getByRole('tab', { name: 'Slices' }).click(),
    drawer.getByText(/in all: /).first(),
  )
  const question = page.getByRole('dialog', { name: 'Delete Field service' })
  await still(
    page,
    () => drawer.getByRole('button', { name: 'Delete team' }).click(),
    question.getByText(/^\d+ members lose what the team grants – /),
  )
  await page.keyboard.press('Escape')
})

test('a role’s end and who replaces it', async () => {
  const { page } = here()
  await go(page, '/roles')
  await page
    .getByRole('navigation', { name: 'Roles' })
    .getByRole('button', { name: /^Content editor/ })
    .click()
  await page.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete the role Content editor' })
  await expect(question).toBeVisible()
  await still(
    page,
    () => choose(question, 'Role that replaces it', 'Viewer'),
    question.getByText(/^\d+ lose$/),
  )
  await page.keyboard.press('Escape')
})

test('resources: with whom they are shared, who sees several, where one goes', async () => {
  const { page } = here()
  await go(page, '/resources')
  const drawer = page.getByRole('dialog', { name: 'Brand voice archive' })
  await still(
    page,
    () => row(page, 'Brand voice archive').click(),
    drawer.getByRole('combobox', { name: 'Counts to' }),
  )
  await still(
    page,
    () => drawer.getByRole('tab', { name: /^Shared/ }).click(),
    drawer.getByText(/Not shared|^Take back/).first(),
  )
  await drawer.getByRole('tab', { name: 'About' }).click()
  await drawer.getByRole('button', { name: 'Transfer…' }).click()
  const transfer = page.getByRole('dialog', { name: 'Transfer Brand voice archive' })
  const send = transfer.getByRole('button', { name: 'Transfer' })
  await expect(transfer.getByRole('combobox', { name: 'To' })).toBeFocused()
  await transfer.getByRole('textbox', { name: 'Why' }).fill('I keep it for now')
  await still(
    page,
    async () => {
      await choose(transfer, 'To', /personal/)
      // Until it is told what that changes, it is not sent.
      await expect(send).toHaveAttribute('aria-disabled', 'true')
    },
    transfer.getByText(/leaves? Northwind Robotics/),
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  for (const name of ['Brand voice archive', 'Contract review archive'])
    await row(page, name).getByRole('checkbox').check()
  const seen = page.getByRole('dialog', { name: 'Who sees 2 resources' })
  await page.getByRole('button', { name: 'Visibility…' }).click()
  await still(page, () => seen.getByText('Private', { exact: true }).click(), seen.getByText(/will change$/))
  await page.keyboard.press('Escape')
  const gone = page.getByRole('dialog', { name: 'Delete 2 resources' })
  await still(
    page,
    () => page.getByRole('button', { name: 'Delete…' }).click(),
    gone.getByText('This cannot be undone.'),
  )
  await page.keyboard.press('Escape')
})

test('limits are asked for anew before they are edited', async () => {
  const { page } = here()
  await becomes(page, 'Olivia Reyes')
  await go(page, '/organizations')
  await page.getByRole('button', { name: 'Actions for Harbor Health' }).click()
  const limits = page.getByRole('dialog', { name: 'Limits of Harbor Health' })
  await still(
    page,
    () => page.getByRole('menuitem', { name: 'Limits…' }).click(),
    limits.getByRole('textbox', { name: 'Seats' }),
  )
  await page.keyboard.press('Escape')
})

test('a question about one member is not put to the next one that the drawer shows', async () => {
  const { page } = here()
  await becomes(page, 'Ada Marsh')
  await go(page, '/people')
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await row(page, 'ben.okafor@').click()
  await expect(drawer.getByText('Ben Okafor')).toBeVisible()
  const ben = new URL(page.url()).hash.slice(1)
  await page.keyboard.press('Escape')
  await row(page, 'carmen.grant@').click()
  await drawer.getByRole('button', { name: 'Suspend' }).click()
  const question = page.getByRole('dialog', { name: 'Suspend Carmen Grant' })
  await question.getByRole('textbox', { name: 'Reason' }).fill('on leave until spring')
  await go(page, ben)
  await expect(drawer.getByText('Ben Okafor')).toBeVisible()
  await expect(page.getByRole('dialog', { name: /^Suspend / })).toHaveCount(0)
})
