/**
 * The wire probe: listens to the commands that the driver sends and accepts only the shapes that the
 * adapter emits, with the organization where it belongs. An unknown command counts as unscoped.
 */
import type { EventEmitter } from 'node:events'
import { judge } from './mongodb-shapes.ts'
import { Findings, type Probe, type Verdict, violation } from './probe.ts'

interface Started {
  readonly requestId: number
  readonly commandName: string
  readonly command: { readonly [key: string]: unknown }
}
interface Succeeded {
  readonly requestId: number
  readonly reply?: { readonly cursor?: { readonly id?: unknown } }
}

/** `events`: a client with `monitorCommands`, or what was given to `openMongo` as its `monitor`. */
export function probeMongo(events: EventEmitter): Probe {
  const findings = new Findings()
  /** Requests of accepted reads, and the cursors that they opened. */
  const reading = new Set<number>()
  const cursors = new Set<string>()

  const cursorVerdict = (ids: readonly unknown[], name: string): Verdict =>
    ids.length > 0 && ids.every((id) => cursors.has(String(id)))
      ? { kind: 'session' }
      : violation(`${name} on a cursor that no accepted command opened`)

  events.on('commandStarted', ({ requestId, commandName, command }: Started) => {
    const verdict =
      commandName === 'getMore'
        ? cursorVerdict([command['getMore']], commandName)
        : commandName === 'killCursors'
          ? cursorVerdict(command['cursors'] as readonly unknown[], commandName)
          : judge(commandName, command)
    if (verdict.kind !== 'violation') reading.add(requestId)
    findings.add(verdict, () => shapeOf(command))
  })
  events.on('commandSucceeded', ({ requestId, reply }: Succeeded) => {
    const id = reply?.cursor?.id
    if (reading.delete(requestId) && id !== undefined) cursors.add(String(id))
  })
  return findings.probe
}

/** What belongs to the connection and differs from call to call. */
const ENVELOPE = new Set([
  'lsid',
  'txnNumber',
  'startTransaction',
  'autocommit',
  'readConcern',
  '$clusterTime',
])

/** A command with the kinds of its values in their places. */
const shapeOf = (command: Started['command']): string =>
  JSON.stringify(command, (key, value: unknown) => {
    if (ENVELOPE.has(key)) return undefined
    if (value instanceof Map) return [...value.keys()]
    // Names of collections and reasons stay; the rest is whose it is.
    if (typeof value === 'string') return COLLECTION.has(key) ? value : 'text'
    return typeof value === 'number' || typeof value === 'bigint' ? 0 : value
  })
const COLLECTION = new Set(['find', 'aggregate', 'insert', 'update', 'delete', 'comment'])
