/**
 * The small language in which a filter asks for values inside an event, such as
 * `data.roleIds[*] = admin and data.source != imported`. It is closed: paths, seven comparisons, `and`, `or`.
 * Nothing of it is ever run. Both the window and the console read it with this one parser.
 */

/** One step into a value: a key, a place in a list (from 0), or every element of a list. */
export type Step = { readonly key: string } | { readonly index: number } | { readonly every: true }
export const COMPARISONS = ['!=', '<=', '>=', '=', '<', '>', '~'] as const
export type Comparison = (typeof COMPARISONS)[number]

/**
 * `with` is the value as typed. A quoted one is text; another one also stands for a number, `true`, `false`
 * and `null`. Without a comparison the path only has to lead somewhere.
 */
export interface Test {
  readonly path: readonly Step[]
  readonly compare: {
    readonly operator: Comparison
    readonly with: string
    readonly quoted: boolean
  } | null
}
/** At least one of the lists holds; a list holds when all of its tests do. */
export type PathCondition = readonly (readonly Test[])[]

export const PATH_FAULTS = ['name', 'bracket', 'quote', 'value', 'junction', 'long'] as const
export type PathFault = (typeof PATH_FAULTS)[number]

const SENTENCES: { readonly [F in PathFault]: string } = {
  name: 'a name such as data.roleIds belongs here',
  bracket: 'a bracket holds a number from 0 or *, and is closed',
  quote: 'this quoted text is not closed',
  value: 'a value to compare with belongs here',
  junction: 'one of =, !=, <, <=, >, >=, ~, and, or belongs here',
  long: 'there are more than 20 tests',
}

/** A condition that cannot be read: what is wrong, and the character (from 1) at which it is. */
export class PathError extends Error {
  readonly fault: PathFault
  readonly position: number
  constructor(fault: PathFault, position: number) {
    super(`at character ${position}: ${SENTENCES[fault]}`)
    this.name = 'PathError'
    this.fault = fault
    this.position = position
  }
}

const MOST_TESTS = 20
const NAME = /[A-Za-z_][\w-]*/y
const INDEX = /\[\s*(?:(\d{1,6})|(\*))\s*\]/y
const SPACE = /\s*/y
const WORD = /[^\s"]+/y
const QUOTED = /"((?:[^"\\]|\\.)*)"/y
const JUNCTION = /(and|or)(?=\s)/iy

class Reader {
  readonly #text: string
  #at = 0
  constructor(text: string) {
    this.#text = text
  }
  get position(): number {
    return this.#at + 1
  }
  get ended(): boolean {
    return this.#at >= this.#text.length
  }
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found) this.#at = pattern.lastIndex
    return found
  }
  next(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }
  sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at)
  }
  fail(fault: PathFault): never {
    throw new PathError(fault, this.position)
  }
}

/** Reads a condition. Throws `PathError` for what is not of the language. */
export function parsePath(text: string): PathCondition {
  const reader = new Reader(text)
  const any: Test[][] = [[]]
  let tests = 0
  for (;;) {
    reader.take(SPACE)
    if (++tests > MOST_TESTS) reader.fail('long')
    any.at(-1)?.push({ path: pathOf(reader), compare: comparisonOf(reader) })
    reader.take(SPACE)
    if (reader.ended) return any
    const junction = reader.take(JUNCTION)?.[1]?.toLowerCase()
    if (junction === undefined) reader.fail('junction')
    // `and` binds tighter, so every `or` begins a new list.
    if (junction === 'or') any.push([])
  }
}

function pathOf(reader: Reader): Step[] {
  const steps: Step[] = [keyOf(reader)]
  for (;;) {
    if (reader.next('.')) steps.push(keyOf(reader))
    else if (reader.sees('[')) {
      const found = reader.take(INDEX)
      if (!found) reader.fail('bracket')
      steps.push(found[1] === undefined ? { every: true } : { index: Number(found[1]) })
    } else return steps
  }
}

function keyOf(reader: Reader): Step {
  if (reader.sees('"')) return { key: quotedOf(reader) }
  const name = reader.take(NAME)
  return name ? { key: name[0] } : reader.fail('name')
}

function quotedOf(reader: Reader): string {
  const found = reader.take(QUOTED)
  return found ? (found[1] ?? '').replace(/\\(.)/g, '$1') : reader.fail('quote')
}

function comparisonOf(reader: Reader): Test['compare'] {
  reader.take(SPACE)
  const operator = COMPARISONS.find((c) => reader.next(c))
  if (operator === undefined) return null
  reader.take(SPACE)
  if (reader.sees('"')) return { operator, with: quotedOf(reader), quoted: true }
  const word = reader.take(WORD)
  return word ? { operator, with: word[0], quoted: false } : reader.fail('value')
}
