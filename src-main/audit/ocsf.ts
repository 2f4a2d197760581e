/** The OCSF 1.8 class and activity of an action, from its name (`entity.verb`). */
const CLASSES: { readonly [entity: string]: number } = { session: 3002, member: 3001, team: 3006, role: 3008 }
const ENTITY_MANAGEMENT = 3004

const ACTIVITIES: readonly (readonly [RegExp, number])[] = [
  [/^(created|added|imported|founded)/, 1],
  [/^(exported|read)/, 2],
  [/^(deleted|removed|revoked|left|unshared|erased)/, 4],
  [/^(reactivated|restored|accepted)/, 8],
  [/^(suspended|closing)/, 12],
]
const UPDATE = 3

export function ocsfOf(action: string): { classUid: number; activityId: number } {
  const [entity = '', verb = ''] = action.split('.')
  const found = ACTIVITIES.find(([pattern]) => pattern.test(verb))
  return { classUid: CLASSES[entity] ?? ENTITY_MANAGEMENT, activityId: found?.[1] ?? UPDATE }
}
