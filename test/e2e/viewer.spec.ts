import { expect, test } from '@playwright/test'
import { becomes, expectLocked, expectLockedByKeyboard, row, switchTo } from './hosts/hand.ts'
import { expectAccessible, go, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', async () => {
  const served = await openServed()
  if (!served) return undefined
  await expect(served.page.getByRole('navigation').first()).toBeVisible()
  await switchTo(served.page, 'Harbor Health')
  return served
})

const button = (name: string | RegExp) => here().page.getByRole('button', { name })

test('the admin of one organization is a viewer in another, and sees in which', async () => {
  const { page } = here()
  await expect(button('Organization: Harbor Health, your role: Viewer.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbor Health' })).toBeVisible()
  await expect(page.getByText('The audit trail is not for your role')).toBeVisible()
  await picture(page, 'chromium', 'viewer-overview')
})

test('what changes people is locked, each with the permission that it lacks', async () => {
  const { page } = here()
  await go(page, '/people')
  await expectLockedByKeyboard(button('Add person'), 'A role or team with “member.create” would.')
  await expectLocked(button('Import'), '“member.import”')
  await expectLocked(here().page.getByRole('button', { name: 'Export', exact: true }), '“member.export”')
  await expectLocked(button('Invite'), '“invitation.create”')
  await picture(page, 'chromium', 'viewer-people')
  await row(page, 'miriam.vogel@').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await expectLocked(drawer.getByRole('button', { name: 'Suspend' }), '“member.suspend”')
  await expectLocked(drawer.getByRole('button', { name: 'Remove' }), '“member.delete”')
  await expectLocked(drawer.getByRole('button', { name: 'Save roles and teams' }), '“member.update”')
  await expect(drawer.getByRole('combobox', { name: 'Roles' })).toBeDisabled()
  await expect(drawer.getByText('“member.update”').first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await row(page, 'miriam.vogel@').getByRole('checkbox').click()
  await expectLocked(button('Suspend'), '“member.suspend”')
  await button('Clear selection').click()
  await page.getByRole('tab', { name: 'Invitations' }).click()
  await expect(page.getByText('“invitation.read”')).toBeVisible()
})

test('why one cannot is explained with what would allow it', async () => {
  const { page } = here()
  await go(page, '/people?q=ada')
  await row(page, 'ada.marsh@').click()
  const drawer = page.getByRole('dialog', { name: 'Member' })
  await drawer.getByRole('tab', { name: /^Why/ }).click()
  await expect(drawer.getByText('No', { exact: true })).toBeVisible()
  await expect(drawer.getByText('Would be allowed by')).toBeVisible()
  await expect(drawer.getByText('Role: Admin')).toBeVisible()
  await picture(page, 'chromium', 'viewer-why')
})

test('teams and roles are shown and cannot be changed', async () => {
  const { page } = here()
  await go(page, '/teams')
  await expectLocked(button('New team'), '“team.create”')
  await row(page, 'Clinic').click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await expectLocked(drawer.getByRole('button', { name: 'Delete team' }), '“team.delete”')
  await expectLocked(drawer.getByRole('button', { name: 'Save grants' }), '“team.update”')
  await expect(drawer.getByRole('checkbox').first()).toBeDisabled()
  await expectAccessible(page)
  await drawer.getByRole('tab', { name: 'Members' }).click()
  await expect(drawer.getByRole('combobox', { name: 'Add somebody' })).toBeDisabled()
  await page.keyboard.press('Escape')

  await go(page, '/roles')
  await expectLocked(button('New role'), '“role.create”')
  await expect(page.getByText('A role or team with “role.update” would.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name' })).not.toBeEditable()
  for (const box of await page.getByRole('checkbox').all()) await expect(box).toBeDisabled()
  await expectLocked(button('Save'), '“role.update”')
  await expectLocked(button('Delete'), '“role.delete”')
  await picture(page, 'chromium', 'viewer-roles')
  await button('Compare').click()
  await expect(page.getByRole('region', { name: 'Two roles side by side' })).toBeVisible()
})

test('a resource is read only, and says so', async () => {
  const { page } = here()
  await go(page, '/resources')
  await expectLocked(button('New knowledge base'), '“knowledgeBase.create”')
  await row(page, 'Brand voice library').click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('textbox', { name: 'Name' })).not.toBeEditable()
  await expectLocked(drawer.getByRole('button', { name: 'Save' }), 'You may not change this knowledge base.')
  await expectLocked(
    drawer.getByRole('button', { name: 'Delete' }),
    'You may not delete this knowledge base.',
  )
  await expect(drawer.getByText('You may not share this knowledge base.')).toBeVisible()
  await expectAccessible(page)
  await drawer.getByRole('tab', { name: /^Shared/ }).click()
  await expectLocked(drawer.getByRole('button', { name: 'Share', exact: true }), 'You may not share')
  await picture(page, 'chromium', 'viewer-shares')
  await page.keyboard.press('Escape')
})

test('a page that one may not read says why, from a link too, and its place in the navigation too', async () => {
  const { page } = here()
  const link = page.getByRole('link', { name: 'Settings' })
  await expectLocked(link, '“settings.read”')
  await expectLockedByKeyboard(link, '“settings.read”')
  await go(page, '/settings')
  await expect(page.getByText('This page is not for your role')).toBeVisible()
  await expect(page.getByText('“settings.read”')).toBeVisible()
  await picture(page, 'chromium', 'viewer-settings')
  await go(page, '/organizations')
  await expect(page.getByText('There is no such page')).toBeVisible()
})

test('leaving an organization takes its name, and ends in another with the reason', async () => {
  const { page } = here()
  await go(page, '/people')
  await button(/^Your account: /).click()
  await page.getByRole('menuitem', { name: 'Leave Harbor Health…' }).click()
  const question = page.getByRole('dialog', { name: 'Leave Harbor Health?' })
  await expect(question.getByText('You are no longer Viewer of Harbor Health')).toBeVisible()
  await question.getByRole('textbox', { name: 'Type Harbor Health to confirm' }).fill('Harbor Health')
  await picture(page, 'chromium', 'viewer-leave')
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('heading', { name: 'Choose where to work' })).toBeVisible()
  await expect(page.getByText('You are no longer a member here.')).toBeVisible()
  await expect(button(/Harbor Health/)).toHaveCount(0)
  await button(/Northwind Robotics/).click()
  await expect(button(/^Organization: Northwind Robotics/)).toBeVisible()
})

test('the last admin cannot leave, and reads why', async () => {
  const { page } = here()
  await becomes(page, 'Ben Okafor')
  await switchTo(page, 'Pine & Partners')
  await go(page, '/people')
  await expect(row(page, 'ben.okafor@')).toBeVisible()
  for (const other of await page
    .getByRole('row')
    .filter({ hasText: 'Admin' })
    .filter({ hasNotText: '(you)' })
    .all()) {
    await other.click()
    await page.getByRole('dialog', { name: 'Member' }).getByRole('button', { name: 'Remove' }).click()
    const question = page.getByRole('dialog', { name: /^Remove / })
    await question.getByRole('textbox', { name: 'Reason' }).fill('one admin is left')
    const typed = question.getByRole('textbox', { name: /^Type / })
    await typed.fill(
      /^Remove (.*)$/.exec((await question.getByRole('heading').textContent()) ?? '')?.[1] ?? '',
    )
    await question.getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await button(/^Your account: /).click()
  await page.getByRole('menuitem', { name: 'Leave Pine & Partners…' }).click()
  const question = page.getByRole('dialog', { name: 'Leave Pine & Partners?' })
  await question.getByRole('textbox', { name: /^Type / }).fill('Pine & Partners')
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(question.getByText('LAST_ADMIN')).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
})
