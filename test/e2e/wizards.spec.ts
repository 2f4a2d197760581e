import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, go, picture } from './hosts/look.ts'
import { openServed, type Served } from './hosts/served.ts'

const MONGODB = process.env['CASTELLAN_TEST_MONGODB']
const AMQP = process.env['CASTELLAN_TEST_AMQP']
let opened: Served | undefined

test.beforeAll(async () => {
  opened = await openServed()
})
test.afterAll(async () => opened?.close())
const here = (): Page => {
  test.skip(opened === undefined, 'there is no Chromium here')
  return (opened as Served).page
}
const field = (page: Page, label: string) =>
  page
    .locator('form')
    .getByLabel(label, { exact: true })
    .or(page.locator('form').getByLabel(`${label} *`, { exact: true }))
    .first()
const next = async (page: Page, step: string): Promise<void> => {
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('heading', { level: 2, name: step })).toBeVisible()
}

/** A page that was loaded again begins as the sample's own person. */
async function asOperator(page: Page): Promise<void> {
  await page.getByRole('button', { name: /viewing as/i }).click()
  await page.getByRole('menuitem', { name: /olivia/i }).click()
  await expect(page.getByRole('link', { name: 'Organizations' })).toBeVisible()
}

test('a new organization, step by step, left and gone on with', async () => {
  const page = here()
  await asOperator(page)
  await go(page, '/wizards')
  await page.getByRole('button', { name: 'Begin' }).first().click()
  await field(page, 'Name').fill('Borealis Labs')
  await expect(field(page, 'Short name')).toHaveValue('borealis-labs')
  await next(page, 'Admins')
  await page.getByRole('textbox', { name: 'Name' }).fill('Bo Lind')
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('not an address')
  await page.getByRole('button', { name: 'Next' }).click()
  // The browser itself refuses what is no address; the core is asked only for what could be one.
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('bo@borealis.example')
  await next(page, 'Domain')

  await page.reload()
  await asOperator(page)
  await go(page, '/wizards')
  await expect(page.getByText('2 of 7 steps')).toBeVisible()
  await picture(page, 'chromium', 'wizards')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Domain' })).toBeVisible()
  await next(page, 'Roles')
  await page.getByLabel('Auditor').check()
  await picture(page, 'chromium', 'wizard-roles')
  await expectAccessible(page)
  await next(page, 'Pools')
  await field(page, 'Seats').fill('25')
  await next(page, 'Credits')
  await page.getByLabel('Prepaid credits').check()
  await field(page, 'Opening credits').fill('50000')
  await next(page, 'Review')
  await expect(page.getByRole('row', { name: /Seats: 25/ })).toBeVisible()
  await picture(page, 'chromium', 'wizard-review')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByText('Borealis Labs was created').first()).toBeVisible()
  await go(page, '/organizations')
  await expect(page.getByText('Borealis Labs', { exact: true })).toBeVisible()
})

test('connecting a workspace tries each address at once, and keeps it in the keychain alone', async () => {
  test.skip(MONGODB === undefined || AMQP === undefined, 'there is no MongoDB or RabbitMQ here')
  const page = here()
  await go(page, '/wizards')
  const card = page
    .getByRole('heading', { name: 'Connect a workspace' })
    .locator('xpath=ancestor::*[.//button][1]')
  await card.getByRole('button', { name: 'Begin' }).click()
  await field(page, 'Workspace').fill('borealis')
  await next(page, 'Database')
  await field(page, 'Address of the database').fill('mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await picture(page, 'chromium', 'wizard-refused')
  await field(page, 'Address of the database').fill(MONGODB ?? '')
  await next(page, 'Broker')
  await page.getByLabel('There is a RabbitMQ').check()
  await field(page, 'Address of the broker').fill(AMQP ?? '')
  await next(page, 'You')
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(page.getByText(/RabbitMQ \d/)).toBeVisible()
  expect(await page.content()).not.toContain(AMQP)
  await next(page, 'You')
  await field(page, 'Your e-mail address').fill('ops@borealis.example')
  await next(page, 'Review')
  await picture(page, 'chromium', 'wizard-connect')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText('The workspace borealis is connected').first()).toBeVisible()
})
