import type { Permission } from '../../../../src-preload/contract/procedure.ts'
import { describeContract } from '../../../api/index.ts'
import { printJson } from '../report.ts'
import { printTable } from '../table.ts'

/** Lists every procedure of the contract; with `json` together with its schemas. */
export function procedures(json: boolean): void {
  const all = describeContract()
  if (json) printJson(all)
  else
    printTable(
      ['procedure', 'mode', 'who may'],
      all.map((p) => [p.path, p.mode, inWords(p.permission)]),
    )
}

/** Who may call it, in one line. */
export function inWords(permission: Permission): string {
  if ('public' in permission) return `anybody: ${permission.public}`
  if ('self' in permission) return `oneself: ${permission.self}`
  if ('each' in permission) return `<kind>.${permission.operation} on each of ${permission.each}`
  const { type, operation } = permission
  const asked =
    typeof operation === 'string'
      ? operation
      : `${[...new Set(Object.values(operation.of))].join('|')} by ${operation.by}`
  return `${typeof type === 'string' ? type : `<${type.field}>`}.${asked}`
}
