/** The page of all procedures, out of what the contract declares of each. */

import { describeContract } from '../../../src-main/api/index.ts'
import { inWords } from '../../../src-main/hosts/cli/commands/procedures.ts'
import type { AuditRule } from '../../../src-preload/contract/procedure.ts'
import { type Page, pageOf, tableOf } from './page.ts'

function kept(audit: AuditRule): string {
  if ('none' in audit) return 'nothing'
  return 'refusals' in audit ? 'refusals' : `\`${audit.action}\``
}

export function procedurePage(): Page {
  const subjects = Map.groupBy(describeContract(), ({ path }) => path.split('.')[0] ?? '')
  const sections = [...subjects].flatMap(([subject, procedures]) => [
    `## ${subject}`,
    tableOf(
      ['procedure', 'mode', 'who may', 'the trail keeps'],
      procedures.map(({ path, mode, permission, audit }) => [
        `\`${path}\``,
        mode,
        'public' in permission || 'self' in permission ? inWords(permission) : `\`${inWords(permission)}\``,
        kept(audit),
      ]),
    ),
  ])
  return {
    file: 'procedures.md',
    text: pageOf('Procedures, one by one', 'src-preload/contract', [
      'The window and the command line call the same ones: `npm run -s castellan -- call <procedure> [json]`. What goes in and comes out is in `npm run -s castellan -- procedures --json`. *Who may* is a permission in the organization that one works in, unless it says otherwise. *The trail keeps* the action named, done or refused; or refusals only.',
      ...sections,
    ]),
  }
}
