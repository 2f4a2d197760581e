import { expect, test } from '@playwright/test'
import { call } from './hosts/command-line.ts'
import { choose, csvOf, row, undo } from './hosts/hand.ts'
import { anew, go, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)
test.beforeEach(() => anew(here().page, '/resources'))

test('a renamed resource and a changed visibility can be undone', async () => {
  const { page } = here()
  await row(page, 'Brand voice archive').click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('textbox', { name: 'Name' }).fill('Brand voice of 2026')
  // Twice, as some do: it is saved once, and nobody else was quicker.
  await drawer.getByRole('button', { name: 'Save' }).dblclick()
  await expect(page.getByText('Brand voice of 2026 was saved.')).toHaveCount(1)
  await expect(drawer.getByText(/Somebody else changed/)).toHaveCount(0)
  await undo(page, 'Brand voice of 2026 was saved.')
  await expect(drawer.getByRole('textbox', { name: 'Name' })).toHaveValue('Brand voice archive')

  await drawer
    .locator('label')
    .filter({ hasText: /^Teams$/ })
    .click()
  await choose(drawer, 'Teams', 'Finance')
  await page.keyboard.press('Tab')
  await drawer.getByRole('button', { name: 'Set visibility' }).click()
  await expect(row(page, 'Brand voice archive')).toContainText('Finance')
  await picture(page, 'chromium', 'resource-drawer')
  await undo(page, 'The visibility of Brand voice archive was changed.')
  await expect(drawer.getByRole('radio', { name: 'Organization' })).toBeChecked()
})

test('what somebody makes counts to the slice of their team, and is counted elsewhere in its drawer', async () => {
  const { page } = here()
  await go(page, '/resources?kind=chatbot')
  await page.getByRole('button', { name: 'New chatbot' }).click()
  const dialog = page.getByRole('dialog', { name: 'New chatbot' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Counted bot')
  await expect(dialog.getByRole('combobox', { name: 'Counts to' })).toHaveValue(/^Support – \d+, .* left$/)
  await picture(page, 'chromium', 'resource-counts-to')
  await dialog.getByRole('button', { name: 'Create' }).click()
  const drawer = page.getByRole('dialog', { name: 'Counted bot' })
  const field = drawer.getByRole('combobox', { name: 'Counts to' })
  await expect(field).toHaveValue(/^Support – /)
  await choose(drawer, 'Counts to', /^No team – \d+ left$/)
  await drawer.getByRole('button', { name: 'Save' }).click()
  await undo(page, 'Counted bot was saved.')
  await expect(field).toHaveValue(/^Support – /)
})

test('a share is given, taken back, and given again by Undo', async () => {
  const { page } = here()
  await row(page, 'Contract review archive').click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('tab', { name: /^Shared/ }).click()
  const share = drawer.getByRole('region', { name: 'Share it' })
  await share.getByRole('combobox', { name: 'Person' }).fill('theo')
  await page.getByRole('option', { name: /Theo Lang/ }).click()
  await share.getByRole('checkbox', { name: 'change' }).check()
  await share.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByText('Shared with Theo Lang.')).toBeVisible()
  const takeBack = drawer.getByRole('button', { name: 'Take the share back from Theo Lang' })
  await picture(page, 'chromium', 'resource-shares')
  await takeBack.click()
  await expect(takeBack).toHaveCount(0)
  await undo(page, 'Theo Lang no longer has a share.')
  await expect(takeBack).toBeVisible()
})

test('why somebody can or cannot do something with one resource is told in a sentence', async () => {
  const { page } = here()
  await row(page, 'Field service library').click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('tab', { name: /^Why/ }).click()
  await drawer.getByRole('combobox', { name: /^Person/ }).fill('ben')
  await page.getByRole('option', { name: /Ben Okafor/ }).click()
  await choose(drawer, 'Operation', 'delete')
  await expect(drawer.getByText('Not allowed')).toBeVisible()
  await expect(drawer.getByText(/^Role: Admin$/)).toBeVisible()
  await picture(page, 'chromium', 'resource-why')
})

test('deleting says whom it is gone for, and takes the reason and the typed name', async () => {
  const { page } = here()
  await row(page, 'Incident reports archive').click()
  const drawer = page.getByRole('dialog', { name: 'Incident reports archive' })
  await drawer.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete Incident reports archive' })
  await expect(question.getByText(/is gone for everybody/)).toBeVisible()
  const confirm = question.getByRole('button', { name: 'Delete' })
  await question.getByRole('textbox', { name: 'Reason' }).fill('replaced by the new one')
  await expect(confirm).toBeDisabled()
  await question.getByRole('textbox', { name: /^Type / }).fill('Incident reports archive')
  await confirm.click()
  await expect(page.getByText('Incident reports archive was deleted.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Incident reports archive' })).toHaveCount(0)
})

test('the export has the rows, columns and order that are shown, and no formula', async () => {
  const { page } = here()
  await page.getByRole('button', { name: 'New knowledge base' }).click()
  const dialog = page.getByRole('dialog', { name: 'New knowledge base' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('=HYPERLINK("archive")')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('was created.')).toBeVisible()
  await expect(page.getByRole('dialog', { name: '=HYPERLINK' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('textbox', { name: 'Search' }).fill('archive')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Changed' }).uncheck()
  await page.getByRole('checkbox', { name: 'Size' }).uncheck()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Created by/ }).click()
  await expect(page.getByRole('columnheader', { name: 'Changed' })).toHaveCount(0)
  await expect(page.getByRole('columnheader', { name: 'Created by' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  const grid = page.getByRole('grid', { name: 'Knowledge bases' })
  await expect(grid).not.toHaveAttribute('aria-busy', 'true')
  await expect(page.getByRole('row').filter({ hasText: 'library' })).toHaveCount(0)
  const shown = await page.getByRole('row').evaluateAll((rows) =>
    rows
      .map((r) => ({
        at: Number(r.getAttribute('aria-rowindex')),
        // The boxes that select rows are no column.
        cells: [...r.children].filter((c) => !c.querySelector('input')).map((c) => c.textContent ?? ''),
      }))
      .sort((a, b) => a.at - b.at)
      .map((r) => r.cells),
  )

  const { name, lines } = await csvOf(page, () => page.getByRole('button', { name: 'Export CSV' }).click())
  expect(name).toBe('resources-knowledgeBase.csv')
  expect(lines[0]).toBe('Name,Visible to,Teams,Created by')
  expect(lines).toHaveLength(shown.length)
  const formula = lines.findIndex((line) => line.includes('HYPERLINK'))
  expect(lines[formula]).toBe('"\'=HYPERLINK(""archive"")",Organization,,Ada Marsh')
  for (const [at, line] of lines.entries()) if (at !== formula) expect(line).toBe(shown[at]?.join(','))
})

test('a question stays until it is answered, and a refusal is read in it', async () => {
  const { page, dataDir } = here()
  let held = Promise.resolve()
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => void held.then(() => server.send(message)))
  })
  await page.reload()
  await row(page, 'Contract review archive').click()
  const drawer = page.getByRole('dialog', { name: 'Contract review archive' })
  await drawer.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: /^Delete / })
  await question.getByRole('textbox', { name: 'Reason' }).fill('it is not read any more')
  await question.getByRole('textbox', { name: /^Type / }).fill('Contract review archive')
  const gate = Promise.withResolvers<void>()
  held = gate.promise
  await question.getByRole('button', { name: 'Delete' }).click()
  const env = { ...process.env, CASTELLAN_DATA: dataDir }
  const ada = ['--as', 'ada.marsh@northwind.example', '--org', 'northwind']
  const asked = { kind: 'knowledgeBase', search: 'Contract review archive' }
  const { items } = await call<{ items: { id: string; version: number }[] }>(
    env,
    'resources.list',
    JSON.stringify(asked),
    ...ada,
  )
  const [{ id, version } = { id: '', version: 0 }] = items
  const change = { kind: asked.kind, id, version, description: 'Read every day' }
  await call(env, 'resources.update', JSON.stringify(change), ...ada)
  await page.keyboard.press('Escape')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeDisabled()
  await expect(question.getByRole('button', { name: 'Close' })).toBeDisabled()
  gate.resolve()
  await expect(question.getByText('Somebody else changed it meanwhile.').first()).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
})
