/**
 * The one table of resource types and their operations. The permission service reads it as data;
 * a new type is a line here and nothing else.
 */
import { z } from 'zod'

const SHARED = ['create', 'read', 'update', 'delete', 'share', 'transfer'] as const

/** Resource type → its operations, in the order in which pages show them. */
export const OPERATIONS = {
  knowledgeBase: SHARED,
  chatbot: SHARED,
  assistant: SHARED,
  template: SHARED,
  organization: ['read', 'update', 'close', 'restore', 'export'],
  settings: ['read', 'update'],
  member: ['create', 'read', 'update', 'delete', 'suspend', 'import', 'export'],
  team: ['create', 'read', 'update', 'delete'],
  role: ['create', 'read', 'update', 'delete'],
  invitation: ['create', 'read', 'update', 'delete'],
  domain: ['create', 'read', 'update', 'delete'],
  approval: ['create', 'read', 'update', 'decide'],
  credit: ['read', 'purchase', 'allocate', 'export'],
  invoice: ['read', 'finalize', 'export'],
  audit: ['read', 'export'],
  event: ['read', 'redrive', 'delete'],
  platformOrganization: ['create', 'read', 'update', 'suspend', 'close', 'restore'],
  platformUser: ['read', 'suspend'],
  platformHealth: ['read'],
  platformDomain: ['read', 'decide'],
  platformSignUp: ['create'],
} as const

export type ResourceType = keyof typeof OPERATIONS
export type OperationOf<T extends ResourceType> = (typeof OPERATIONS)[T][number]
export type Operation = OperationOf<ResourceType>

export const RESOURCE_TYPES = Object.keys(OPERATIONS) as readonly ResourceType[]
export const resourceType = z.enum(RESOURCE_TYPES as [ResourceType, ...ResourceType[]])

/** The kinds that are shared, have a visibility, a creator and a pool. */
export const RESOURCE_KINDS = ['knowledgeBase', 'chatbot', 'assistant', 'template'] as const
export type ResourceKind = (typeof RESOURCE_KINDS)[number]
export const resourceKind = z.enum(RESOURCE_KINDS)

/** Types that exist only in the platform operators' reserved tenant. */
export const PLATFORM_TYPES: ReadonlySet<ResourceType> = new Set([
  'platformOrganization',
  'platformUser',
  'platformHealth',
  'platformDomain',
  'platformSignUp',
])

const ALL_OPERATIONS = [...new Set(Object.values(OPERATIONS).flat())] as [Operation, ...Operation[]]
export const operation = z.enum(ALL_OPERATIONS)

/** A permission matrix: resource type → operations. A type that is missing grants nothing. */
export type Matrix = { readonly [T in ResourceType]?: readonly Operation[] }

/** A sentence where no role and no team can be given this type. */
export const typeIssues = (type: ResourceType): string[] =>
  PLATFORM_TYPES.has(type) ? ['belongs to the platform operators'] : []
/** A sentence for each of the operations that is not among those that can be given. */
export const operationIssues = (given: readonly Operation[], among: readonly Operation[]): string[] =>
  given.filter((op) => !among.includes(op)).map((op) => `has ${among.join(', ')}; not ${op}`)

export const matrix = z
  .partialRecord(resourceType, z.array(operation).max(ALL_OPERATIONS.length))
  .superRefine((value, ctx) => {
    for (const [type, operations] of Object.entries(value) as [ResourceType, Operation[]][])
      for (const message of [...typeIssues(type), ...operationIssues(operations, OPERATIONS[type])])
        ctx.addIssue({ code: 'custom', path: [type], message })
  }) as unknown as z.ZodType<Matrix>

/** What somebody may do, as answers show it; unlike a matrix that is given, it may name the platform's types. */
export const permissionTable = z.partialRecord(
  resourceType,
  z.array(operation),
) as unknown as z.ZodType<Matrix>

export const BUILT_IN_ROLES = ['admin', 'member', 'viewer'] as const
export type BuiltInRole = (typeof BUILT_IN_ROLES)[number]

const all = (platform: boolean): Matrix =>
  Object.fromEntries(
    RESOURCE_TYPES.filter((t) => platform || !PLATFORM_TYPES.has(t)).map((t) => [t, OPERATIONS[t]]),
  )

const READ_KINDS: Matrix = {
  knowledgeBase: ['read'],
  chatbot: ['read'],
  assistant: ['read'],
  template: ['read'],
}
const READ_PEOPLE: Matrix = { organization: ['read'], member: ['read'], team: ['read'], role: ['read'] }

/**
 * Built-in roles. `admin` in the platform tenant is an operator; in every other tenant the platform's
 * types are not part of it.
 */
export const BUILT_IN_MATRICES: { readonly [R in BuiltInRole]: (platform: boolean) => Matrix } = {
  admin: all,
  member: () => ({
    ...READ_PEOPLE,
    knowledgeBase: ['create', 'read', 'update', 'share'],
    chatbot: ['create', 'read', 'update', 'share'],
    assistant: ['create', 'read', 'update', 'share'],
    template: ['create', 'read', 'update', 'share'],
    approval: ['create', 'read'],
  }),
  viewer: (platform) =>
    platform
      ? {
          ...READ_KINDS,
          ...READ_PEOPLE,
          platformOrganization: ['read'],
          platformUser: ['read'],
          platformHealth: ['read'],
          platformDomain: ['read'],
        }
      : { ...READ_KINDS, ...READ_PEOPLE },
}

/** What the creator of a resource may do with it, whatever the roles say. */
export const OWNER_OPERATIONS: readonly Operation[] = ['read', 'update', 'delete', 'share']

/** What still works in a suspended organization: reads, exports and billing. */
export const SUSPENDED_OPERATIONS: readonly Operation[] = ['read', 'export', 'purchase']
/** What still works while an organization is closing: reading it, taking the data along, or turning back. */
export const CLOSING_OPERATIONS: readonly Operation[] = [...SUSPENDED_OPERATIONS, 'restore']
