/** Permissions and allowances in plain English. */
import { OPERATIONS, type ResourceType } from '../../src-preload/contract/access.ts'
import type { Allowance } from '../../src-preload/contract/permissions.ts'

interface Noun {
  readonly one: string
  readonly many: string
}
const noun = (one: string, many = `${one}s`): Noun => ({ one, many })
/** What there is only one of in an organization is named alike in both forms. */
const sole = (name: string): Noun => ({ one: name, many: name })

const NOUNS: { readonly [T in ResourceType]: Noun } = {
  knowledgeBase: noun('knowledge base'),
  chatbot: noun('chatbot'),
  assistant: noun('assistant'),
  template: noun('template'),
  organization: sole('the organization'),
  settings: sole('the settings'),
  member: noun('member'),
  team: noun('team'),
  role: noun('role'),
  invitation: noun('invitation'),
  domain: noun('domain'),
  approval: noun('approval'),
  credit: noun('credit'),
  invoice: noun('invoice'),
  audit: sole('the audit trail'),
  event: noun('event'),
  platformOrganization: noun('organization of the platform', 'organizations of the platform'),
  platformHealth: sole("the platform's health"),
  platformUser: noun('account'),
  platformDomain: noun('domain of the platform', 'domains of the platform'),
  platformSignUp: noun('signup'),
}
const VERBS = new Map([
  ['decide', 'decide on'],
  ['redrive', 'send again'],
])
const nouns: ReadonlyMap<string, Noun> = new Map(Object.entries(NOUNS))

/** `delete teams` or, for one resource, `delete this team`; unknown words as they are. */
export function phrase(type: string, operation: string, single = false): string {
  const { one, many } = nouns.get(type) ?? sole(type)
  const verb = VERBS.get(operation) ?? operation
  return `${verb} ${single && one !== many ? `this ${one}` : many}`
}

/** Words for a permission written `type.operation`: `team.delete` → `delete teams`. */
export function describePermission(permission: string): string {
  if (permission === SEE_ALL) return 'see private resources as the role Admin does'
  const dot = permission.lastIndexOf('.')
  return dot < 0 ? permission : phrase(permission.slice(0, dot), permission.slice(dot + 1))
}

/** What only the built-in role Admin has: no visibility limits it. Listed like a permission, held by no matrix. */
export const SEE_ALL = 'resource.seeAll'

export const manyOf = (type: string): string => nouns.get(type)?.many ?? type
export const declares = (type: ResourceType): string => OPERATIONS[type].join(', ')

/** `a`, `a and b`, `a, b and c`; after the fifth only how many more. */
export function listed(names: readonly string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** `the role Editor`, `the roles Admin and Editor`, `the role Admin and the team Support`. */
export function namesOf(allowances: readonly Pick<Allowance, 'kind' | 'name'>[]): string {
  const of = (role: boolean) => allowances.filter((a) => (a.kind === 'role') === role).map((a) => a.name)
  const part = (word: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`the ${word}${names.length === 1 ? '' : 's'} ${listed(names)}`]
  return [...part('role', of(true)), ...part('team', of(false))].join(' and ')
}

export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
