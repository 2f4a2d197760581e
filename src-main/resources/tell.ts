/** The events of the shared resources, in one form. Ids, kinds and names; never what is in them. */
import { changedFields } from '../events/index.ts'
import type { GrantRecord, ResourceRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

const facts = ({ id, kind, name }: ResourceRecord) => ({ id, kind, name })

export const tellCreated = (work: Work, r: ResourceRecord): void =>
  work.emit('resource.created', r.id, facts(r))

/** Nothing is told where nothing differs. */
export function tellChanged(work: Work, before: ResourceRecord, after: ResourceRecord): void {
  const changed = changedFields(before, after)
  if (changed.length > 0) work.emit('resource.changed', after.id, { ...facts(after), changed })
}

export const tellDeleted = (work: Work, r: ResourceRecord): void =>
  work.emit('resource.deleted', r.id, { ...facts(r), why: work.caller.reason ?? undefined })

export const tellShared = (
  work: Work,
  r: ResourceRecord,
  { subjectKind, subjectId, operations }: GrantRecord,
): void => work.emit('resource.shared', r.id, { ...facts(r), subjectKind, subjectId, operations })

export const tellUnshared = (work: Work, r: ResourceRecord, { subjectId }: GrantRecord): void =>
  work.emit('resource.unshared', r.id, { ...facts(r), subjectId })
