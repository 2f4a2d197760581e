/**
 * Mutants of an adapter: its own source, loaded once more with one place that adds the organization taken
 * away. The places are found in the source by the names of the calls, so that a new one is covered at once.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { type LoadFnOutput, registerHooks } from 'node:module'
import type { Adapter } from '../../src-main/store/adapter.ts'

type Kind = Adapter['kind']

/** What each call becomes: the same without the organization. */
const WITHOUT: { readonly [K in Kind]: { readonly [call: string]: string } } = {
  mongodb: {
    withTenant: '((_tenant, condition) => condition)',
    stampTenant: '((_tenant, record) => record)',
  },
  sqlite: {
    withTenant: "((_tenant, params, condition) => 'WHERE (' + condition(params) + ')')",
    stampTenant: '((_tenant, record) => record.orgId)',
    // Takes as many values, and asks the organization of nothing.
    BY_ID: "'WHERE ? IS NOT NULL AND (id = ?)'",
    AS_READ: `'WHERE ? IS NOT NULL AND (id = ? AND "f_version" = ?)'`,
  },
}
/** A statement by itself that refuses what is not one organization; `stampTenant` does the same in inserts. */
const GUARD = /^ *organizationOf\(tenant\)$/gm
/** A call, or the condition of one record by its id where a statement is made of it. */
const CALL = /(?<!function )\b(?:(withTenant|stampTenant)(?=\()|(?<=\$\{)(BY_ID|AS_READ)(?=\}))/g
const METHOD = /^(?: {2}(?:async )?|(?:export )?(?:async )?function )(#?\w+)\(/gm

export interface Mutant {
  readonly file: string
  /** The function of the adapter that it is taken from, and what is taken. */
  readonly name: string
  readonly start: number
  readonly end: number
  readonly replacement: string
}

const folderOf = (kind: Kind): URL => new URL(`../../src-main/store/${kind}/`, import.meta.url)

const functionAt = (source: string, at: number): string =>
  [...source.slice(0, at).matchAll(METHOD)].at(-1)?.[1] ?? 'module'

function mutantsIn(kind: Kind, file: string): Mutant[] {
  const source = readFileSync(new URL(file, folderOf(kind)), 'utf8')
  const calls = [...source.matchAll(CALL)].map(({ index, 0: call }) => ({
    name: `${call === 'BY_ID' ? 'get' : functionAt(source, index)} without ${call}`,
    start: index,
    end: index + call.length,
    replacement: WITHOUT[kind][call] ?? '',
  }))
  const guards = [...source.matchAll(GUARD)]
    .map(({ index, 0: line }) => ({
      name: `${functionAt(source, index)} without its guard`,
      start: index,
      end: index + line.length,
      replacement: '',
    }))
    .filter(({ name }) => !name.startsWith('insert '))
  return [...calls, ...guards].map((mutant) => ({ file, ...mutant }))
}

/** Every place of the adapter where the organization is added or asked for. */
export const mutantsOf = (kind: Kind): Mutant[] =>
  readdirSync(folderOf(kind))
    .filter((file) => file.endsWith('.ts') && file !== 'tenant.ts')
    .flatMap((file) => mutantsIn(kind, file))

const textOf = (source: LoadFnOutput['source']): string =>
  typeof source === 'string'
    ? source
    : Buffer.from((source ?? new Uint8Array()) as Uint8Array).toString('utf8')

let loaded = 0

/** The adapter's module with the mutant in it; without one, a second copy of the module as it is. */
export async function loadAdapter(
  kind: Kind,
  mutant?: Mutant,
): Promise<{ readonly [name: string]: unknown }> {
  const folder = folderOf(kind).href
  const mark = `?copy=${++loaded}`
  let used = mutant === undefined
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const inside = context.parentURL?.endsWith(mark) && found.url.startsWith(folder)
      return inside ? { ...found, url: found.url + mark } : found
    },
    load(url, context, next) {
      const given = next(url, context)
      if (!mutant || url !== `${folder}${mutant.file}${mark}`) return given
      const source = textOf(given.source)
      used = true
      return {
        ...given,
        source: source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end),
      }
    },
  })
  try {
    const module = (await import(`${folder}index.ts${mark}`)) as { readonly [name: string]: unknown }
    if (!used) throw new Error(`${mutant?.file} was not loaded, so nothing was taken from it.`)
    return module
  } finally {
    hooks.deregister()
  }
}
