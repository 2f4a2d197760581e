/** Trying a way in and judging the answer: nothing of B in a result, in an error, or in what B holds afterwards. */
import { isDeepStrictEqual } from 'node:util'
import type { Stored } from '../../../src-main/store/adapter.ts'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import { CANARY, erased, folders, type Held, notes, type World } from './world.ts'

export type Way = () => unknown
export type Ways = { readonly [name: string]: Way }

const textOf = (value: unknown): string => {
  if (value instanceof Error)
    return [value.message, value.stack, JSON.stringify({ ...value }), textOf(value.cause)].join(' ')
  return JSON.stringify(value) ?? ''
}

/** Whether anything of B is in the value: its strings or its records' ids. */
export const showsB = (world: World, value: unknown): boolean => {
  const text = textOf(value)
  return (
    text.includes(CANARY) || [...world.notesB, ...world.foldersB].some((record) => text.includes(record.id))
  )
}

/** The answer of a way in, also where it is an error. */
export async function answerOf(way: Way): Promise<unknown> {
  try {
    return await way()
  } catch (error) {
    return error
  }
}

/** Every way answers without anything of B. Errors are fine, as long as they tell nothing. */
export async function nothingOfB(world: World, ways: Ways): Promise<Held> {
  for (const [name, way] of Object.entries(ways)) {
    const answer = await answerOf(way)
    if (showsB(world, answer instanceof Error ? withoutPaths(answer) : answer))
      return `leak: ${name} shows what B has`
  }
  return 'held'
}

/** A stack holds the names of these test files, never a value. */
const withoutPaths = (error: Error): Error => Object.assign(new Error(error.message), { ...error, stack: '' })

/** Every way is refused with an error that tells nothing. */
export async function allRefused(world: World, ways: Ways): Promise<Held> {
  for (const [name, way] of Object.entries(ways)) {
    const answer = await answerOf(way)
    if (!(answer instanceof Error)) return `leak: ${name} was not refused`
    if (showsB(world, withoutPaths(answer))) return `leak: the refusal of ${name} shows what B has`
  }
  return 'held'
}

/** What must be so, or the vector proves nothing or has leaked. */
export const must = (holds: boolean, otherwise: string): Held => (holds ? 'held' : `leak: ${otherwise}`)

/** The first leak among steps that are taken one after the other. */
export async function inTurn(...steps: readonly (() => Promise<Held> | Held)[]): Promise<Held> {
  for (const step of steps) {
    const held = await step()
    if (held !== 'held') return held
  }
  return 'held'
}

/** All that a generator yields. */
export async function gathered<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of source) all.push(item)
  return all
}

const byId = (x: Stored, y: Stored): number => (x.id < y.id ? -1 : 1)

/** All that an organization holds, by the adapter's own answer but judged by each record's organization. */
export async function contentsOf(world: World, org: string): Promise<Stored[]> {
  const query = { where: EVERYTHING, sort: { field: 'id', direction: 'asc' }, limit: 1000 } as const
  const found = await Promise.all(
    [notes, folders].map((spec) => world.adapter.direct().find(erased(spec), { org }, query)),
  )
  return found
    .flat()
    .filter((record) => record.orgId === org)
    .sort(byId)
}

export const isSame = (x: unknown, y: unknown): boolean => isDeepStrictEqual(x, y)
