/** The contract as a list: every procedure with its path, declaration and schemas. */
import type { AnySchema } from '@orpc/contract'
import { z } from 'zod'
import type {
  AuditRule,
  ContractTree,
  DeclaredProcedure,
  Mode,
  Permission,
  ProcedureMeta,
} from '../../src-preload/contract/procedure.ts'

export interface Entry {
  readonly path: readonly string[]
  readonly name: string
  readonly meta: ProcedureMeta
  readonly input: z.ZodType | undefined
  readonly output: z.ZodType | undefined
}

const isProcedure = (node: unknown): node is DeclaredProcedure =>
  typeof node === 'object' && node !== null && '~orpc' in node

/** Walks the contract. Throws when a procedure says nothing of who may call it or what the trail keeps. */
export function catalogueOf(tree: ContractTree, path: readonly string[] = []): Entry[] {
  return Object.entries(tree).flatMap(([key, node]) => {
    const here = [...path, key]
    if (!isProcedure(node)) return catalogueOf(node as ContractTree, here)
    const { meta, inputSchema, outputSchema } = node['~orpc']
    const name = here.join('.')
    if (!isDeclared(meta))
      throw new Error(`The procedure ${name} declares no permission, audit rule or mode.`)
    return [{ path: here, name, meta, input: asZod(inputSchema), output: asZod(outputSchema) }]
  })
}

function isDeclared(meta: Partial<ProcedureMeta> | undefined): meta is ProcedureMeta {
  const permission = meta?.permission
  const says =
    permission &&
    ('public' in permission
      ? permission.public
      : 'self' in permission
        ? permission.self
        : permission.operation)
  return Boolean(says && meta?.audit && meta.mode)
}

/** The actions that are asked a reason for: what is sensitive is declared where the procedure is. */
export const sensitiveActions = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap(({ meta: { audit }, input }) =>
    'action' in audit && (audit.reason !== undefined || takesReason(input)) ? [audit.action] : [],
  )
const takesReason = (input: z.ZodType | undefined): boolean =>
  input instanceof z.ZodObject && 'reason' in input.shape

const asZod = (schema: AnySchema | undefined): z.ZodType | undefined =>
  schema instanceof z.ZodType ? schema : undefined

export interface Described {
  readonly path: string
  readonly permission: Permission
  readonly audit: AuditRule
  readonly mode: Mode
  readonly input: unknown
  readonly output: unknown
}
/** `parse` takes no field that a schema does not name. */
const nothingElse: z.core.ToJSONSchemaParams['override'] = ({ jsonSchema }) => {
  if (jsonSchema.properties) jsonSchema.additionalProperties ??= false
}

/** For the command line and the reference: JSON Schema of what goes in and comes out. */
export const describeEntry = (e: Entry): Described => ({
  path: e.name,
  permission: e.meta.permission,
  audit: e.meta.audit,
  mode: e.meta.mode,
  input: e.input
    ? z.toJSONSchema(e.input, { io: 'input', unrepresentable: 'any', override: nothingElse })
    : null,
  output: e.output ? z.toJSONSchema(e.output, { io: 'output', unrepresentable: 'any' }) : null,
})
