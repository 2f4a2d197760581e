/** An invitation from whoever makes it to whoever accepts it, and each refusal in words. */
import { expect, type Page, test } from '@playwright/test'
import { becomes, row, switchTo } from './hosts/hand.ts'
import { go, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)
let page: Page
test.beforeEach(() => {
  page = here().page
})

/** As Ben, who is an admin of Pine & Partners, makes an invitation and answers its code. */
async function invited(email: string): Promise<string> {
  await becomes(page, 'Ben Okafor')
  await switchTo(page, 'Pine & Partners')
  await go(page, '/people/invitations')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const issued = page.getByRole('dialog', { name: `The invitation for ${email}` })
  await expect(issued.getByText(/enter it under “Accept an invitation…”/)).toBeVisible()
  const code = (await issued.getByLabel('Invitation code').textContent()) ?? ''
  await issued.getByRole('button', { name: 'I have kept it' }).click()
  return code
}

const accepting = () => page.getByRole('dialog', { name: 'Accept an invitation' })
const enter = async (code: string): Promise<void> => {
  await accepting().getByRole('textbox', { name: 'Invitation code' }).fill(code)
  await accepting().getByRole('button', { name: 'Accept and go there' }).click()
}

test('the invited person accepts from the switcher and stands in the organization; the code is used up then', async () => {
  const code = await invited('theo.lang@northwind.example')
  await becomes(page, 'Hana')
  await page.getByRole('button', { name: /^Your account: / }).click()
  await page.getByRole('menuitem', { name: 'Accept an invitation…' }).click()
  await enter(code)
  await expect(accepting().getByRole('alert')).toContainText('There is no such invitation for you')
  await expect(accepting().getByRole('alert')).toContainText('you are signed in as hana')
  await picture(page, 'chromium', 'join-refused')
  await page.keyboard.press('Escape')

  await becomes(page, 'Theo Lang')
  await page.getByRole('button', { name: /^Organization: / }).click()
  await page.getByRole('button', { name: 'Accept an invitation…' }).click()
  await enter(code)
  await expect(page.getByRole('button', { name: 'Organization: Pine & Partners,' })).toBeVisible()
  await expect(page.getByText('You are now a member of Pine & Partners.')).toBeVisible()

  await page.keyboard.press('Control+K')
  await page.getByRole('textbox', { name: /^Go to a page/ }).fill('Accept an inv')
  await page.keyboard.press('Enter')
  await enter(code)
  await expect(accepting().getByRole('alert')).toContainText('This invitation was used already')
  await page.keyboard.press('Escape')
})

test('a link brings the code, and a revoked one is told to be so', async () => {
  const code = await invited('hana.novak@northwind.example')
  await row(page, 'hana.novak@')
    .getByRole('button', { name: /^Revoke/ })
    .click()
  const question = page.getByRole('dialog', { name: /^Revoke the invitation/ })
  await question.getByRole('textbox', { name: /^Type / }).fill('hana.novak@northwind.example')
  await question.getByRole('button', { name: 'Revoke' }).click()
  await expect(question).toBeHidden()
  await becomes(page, 'Hana')
  await go(page, `/join/${code}`)
  await expect(page.getByRole('textbox', { name: 'Invitation code' })).toHaveValue(code)
  await page.getByRole('button', { name: 'Accept and go there' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'This invitation was taken back' })).toBeVisible()
  await look(page, 'chromium', 'join-link')
})
