import { withoutSecrets } from '../../../identity/index.ts'
import { EXIT } from '../exit.ts'
import { checks, type Finding } from '../findings.ts'
import { printJson } from '../report.ts'
import { printTable } from '../table.ts'

export interface DoctorOptions {
  readonly json: boolean
  readonly workspace: string
}

const marks: Readonly<Record<Finding['state'], string>> = { ok: 'ok', missing: 'missing', broken: 'BROKEN' }

/** Says what is reachable and what is missing. The exit code is 0 when the console can be used like this. */
export async function doctor({ json, workspace }: DoctorOptions): Promise<void> {
  const findings: Finding[] = []
  for (const check of checks(workspace)) {
    for (const finding of [await check()].flat())
      findings.push({ ...finding, note: withoutSecrets(finding.note) })
  }
  const usable = findings.every((f) => f.state === 'ok' || !f.needed)
  if (json) printJson({ usable, findings })
  else {
    printTable(
      ['what', 'state', 'note'],
      findings.map((f) => [f.what, marks[f.state], f.note]),
    )
    process.stdout.write(
      usable ? '\nThe console can be used here.\n' : '\nThe console cannot be used like this.\n',
    )
  }
  if (!usable) process.exitCode = EXIT.failed
}
