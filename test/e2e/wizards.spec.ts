import { expect, type Page, test } from '@playwright/test'
import {
  hasChineseFont,
  type ManagedRabbit,
  managedRabbit,
  openVirtualHost,
  type VirtualHost,
} from '../servers/index.ts'
import { inBothHosts } from './hosts/both.ts'
import { becomes, speak, switchTo } from './hosts/hand.ts'
import { expectFits, go, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'

const MONGODB = process.env['CASTELLAN_TEST_MONGODB']
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

inBothHosts((host, open) =>
  test.describe(`guided flows in ${host}`, () => {
    test.describe.configure({ mode: 'serial', timeout: 300_000 })
    let page: Page
    let rabbit: ManagedRabbit | undefined
    let virtual: VirtualHost | undefined
    const here = opened(host, async () => {
      if (host === 'chromium') await hasChineseFont()
      if (MONGODB !== undefined) rabbit = await managedRabbit()
      if (rabbit) virtual = await openVirtualHost(rabbit)
      return open()
    })
    test.afterAll(async () => {
      await virtual?.remove()
      await rabbit?.stop()
    })
    test.beforeEach(() => {
      page = here().page
    })

    test('connecting a workspace tries each address at once, and keeps it in the keychain alone', async () => {
      const amqp = virtual?.url ?? ''
      test.skip(MONGODB === undefined || amqp === '', 'there is no MongoDB or RabbitMQ here')
      await becomes(page, 'Olivia Reyes')
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
      await picture(page, host, 'wizard-refused')
      await field(page, 'Address of the database').fill(MONGODB ?? '')
      await next(page, 'Broker')
      await page.getByLabel('There is a RabbitMQ').check()
      await field(page, 'Address of the broker').fill(amqp)
      await next(page, 'You')
      await page.getByRole('button', { name: 'Back' }).click()
      await expect(page.getByText(/RabbitMQ \d/)).toBeVisible()
      expect(await page.content()).not.toContain(amqp)
      await next(page, 'You')
      await field(page, 'Your e-mail address').fill('ops@borealis.example')
      await next(page, 'Review')
      await picture(page, host, 'wizard-connect')
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      await expect(page.getByText('The workspace borealis is connected').first()).toBeVisible()
    })

    // The rest of these pages is walked in the browser: what a window could do otherwise was seen by now.
    if (host === 'electron') return

    test('a new organization, step by step, left and gone on with', async () => {
      await becomes(page, 'Olivia Reyes')
      await go(page, '/wizards')
      await page.getByRole('button', { name: 'Begin' }).first().click()
      await field(page, 'Name').fill('Borealis Labs')
      await expect(field(page, 'Short name')).toHaveValue('borealis-labs')
      await next(page, 'Admins')
      await page.getByRole('textbox', { name: 'Name' }).fill('Bo Lind')
      await page.getByRole('textbox', { name: 'E-mail address' }).fill('not an address')
      await page.getByRole('button', { name: 'Next' }).click()
      // The page itself refuses what is no address; the core is asked only for what could be one.
      await page.getByRole('textbox', { name: 'E-mail address' }).fill('bo@borealis.example')
      await next(page, 'Domain')

      await page.reload()
      await becomes(page, 'Olivia Reyes')
      await go(page, '/wizards')
      await expect(page.getByText('2 of 7 steps')).toBeVisible()
      await look(page, host, 'wizards')
      await page.getByRole('button', { name: 'Go on' }).click()
      await expect(page.getByRole('heading', { level: 2, name: 'Domain' })).toBeVisible()
      await next(page, 'Roles')
      await page.getByLabel('Auditor').check()
      await look(page, host, 'wizard-roles')
      await next(page, 'Pools')
      await field(page, 'Seats').fill('25')
      await next(page, 'Credits')
      await page.getByLabel('Prepaid credits').check()
      await field(page, 'Opening credits').fill('50000')
      await next(page, 'Review')
      await expect(page.getByRole('row', { name: /Seats: 25/ })).toBeVisible()
      await look(page, host, 'wizard-review')
      await page.getByRole('button', { name: 'Create organization' }).click()
      await expect(page.getByText('Borealis Labs was created').first()).toBeVisible()
      await go(page, '/organizations')
      await expect(page.getByText('Borealis Labs', { exact: true })).toBeVisible()
    })

    test('giving up says what is lost, and does nothing when it is not confirmed', async () => {
      await go(page, '/wizards')
      await page.getByRole('button', { name: 'Begin' }).first().click()
      await field(page, 'Name').fill('Cassini Works')
      await next(page, 'Admins')
      await page.getByRole('button', { name: 'Give up…' }).press('Enter')
      const question = page.getByRole('dialog', { name: 'Give up “New organization”?' })
      await expect(question.getByText('1 answer is thrown away: Name')).toBeVisible()
      await look(page, host, 'wizard-give-up')
      await question.getByRole('button', { name: 'Cancel' }).click()
      await expect(page.getByRole('heading', { level: 2, name: 'Admins' })).toBeVisible()
      await page.getByRole('button', { name: 'Give up…' }).click()
      await question.getByRole('button', { name: 'Give up', exact: true }).click()
      await expect(page.getByText('“New organization” was given up.')).toBeVisible()
      await expect(page.getByText('1 of 7 steps')).toHaveCount(0)
    })

    test('somebody moves into the organization that offers it, step by step and by keyboard', async () => {
      await becomes(page, 'Ada Marsh')
      await go(page, '/people/invitations')
      await page.getByRole('button', { name: 'Offer it' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Offer it' }).click()
      await expect(page.getByText('1 offer is out.')).toBeVisible()
      await becomes(page, 'Nora Fields')
      await go(page, '/wizards')
      await page
        .getByRole('heading', { name: 'Move in', exact: true })
        .locator('xpath=ancestor::*[.//button][1]')
        .getByRole('button', { name: 'Begin' })
        .press('Enter')
      await page.getByRole('radio', { name: 'Northwind Robotics' }).press('Space')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 2, name: 'Resources' })).toBeVisible()
      await page.getByRole('checkbox', { name: /Site visit checklist/ }).press('Space')
      await look(page, host, 'wizard-move-in')
      await next(page, 'Review')
      await expect(page.getByRole('row', { name: /Comes along Site visit checklist/ })).toBeVisible()
      await picture(page, host, 'wizard-move-in-review')
      await page.getByRole('button', { name: 'Move in', exact: true }).press('Enter')
      await expect(page.getByText('You have moved in').first()).toBeVisible()
      await look(page, host, 'wizard-moved-in')
      await switchTo(page, 'Northwind Robotics')
      await go(page, '/resources?kind=template')
      await expect(page.getByText('Site visit checklist')).toBeVisible()
    })

    test('the pages fit 1024×700 and speak Chinese', async () => {
      await page.setViewportSize({ width: 1024, height: 700 })
      await speak(page, 'zh-TW')
      await go(page, '/wizards')
      await page
        .getByRole('heading', { name: '申請網域' })
        .locator('xpath=ancestor::*[.//button][1]')
        .getByRole('button', { name: '開始' })
        .press('Enter')
      await expect(page.getByRole('heading', { level: 2, name: '網域' })).toBeVisible()
      for (const [path, name] of [
        [undefined, 'wizard-claim-zh'],
        ['/wizards', 'wizards-zh'],
        ['/offers', 'offers-zh'],
      ] as const) {
        if (path !== undefined) await go(page, path)
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
        await expectFits(page, name)
        await picture(page, 'small', name)
      }
    })
  }),
)
