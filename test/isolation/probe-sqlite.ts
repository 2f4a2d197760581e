/**
 * The same probe for the embedded store: every statement that is run is judged. An unknown one counts
 * as unscoped.
 */
import { Findings, type Probe } from './probe.ts'
import { judge } from './sqlite-shapes.ts'

/** `trace` is for `openSqlite`. */
export interface SqliteProbe extends Probe {
  readonly trace: (sql: string, params: readonly (string | number | null)[]) => void
}

export function probeSqlite(): SqliteProbe {
  const findings = new Findings()
  return { ...findings.probe, trace: (sql, params) => findings.add(judge(sql, params), () => sql) }
}
