const BOOKKEEPING: ReadonlySet<string> = new Set([
  'id',
  'orgId',
  'version',
  'createdAt',
  'updatedAt',
  'nameKey',
])

/** What an event's `changed` says: the names of the fields that differ, without what the store keeps for itself. */
export const changedFields = (before: object, after: object): string[] => {
  const [had, has] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...had.keys(), ...has.keys()])].filter(
    (field) => !BOOKKEEPING.has(field) && JSON.stringify(had.get(field)) !== JSON.stringify(has.get(field)),
  )
}
