const BOOKKEEPING: ReadonlySet<string> = new Set([
  'id',
  'orgId',
  'version',
  'createdAt',
  'updatedAt',
  'nameKey',
])

/**
 * What an event's `changed` says: the names of the fields that differ, without what the store keeps for itself. A field that
 * a record of before does not have is null.
 */
export const changedFields = (before: object, after: object): string[] => {
  const [had, has] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const text = (value: unknown): string => JSON.stringify(value ?? null)
  return [...new Set([...had.keys(), ...has.keys()])].filter(
    (field) => !BOOKKEEPING.has(field) && text(had.get(field)) !== text(has.get(field)),
  )
}
