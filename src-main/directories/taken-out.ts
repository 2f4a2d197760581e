/** Lists that the window wrote into a file: what the trail and the services learn of it. */
import type { ResourceType } from '../../src-preload/contract/access.ts'
import type { Work } from '../work/index.ts'

/** Tells who took how many rows of what out, before the file is handed over. */
export function recordTakenOut(
  work: Work,
  type: ResourceType,
  { rows, columns, filter }: { rows: number; columns: readonly string[]; filter: string },
): void {
  work.record({
    resourceType: type,
    resourceId: null,
    summary: `${rows} rows of ${type} exported`,
    after: { rows, columns, filter },
  })
  work.emit('list.exported', work.access.orgId, { id: work.access.orgId, type, rows })
}
