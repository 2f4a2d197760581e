import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readData } from '../../../src-main/events/envelope.ts'
import { type Emitted, envelope, readEvent } from '../../../src-main/events/index.ts'
import type { Work } from '../../../src-main/work/index.ts'
import { nextVersion, on } from '../../../src-preload/contract/event-types/index.ts'

const first = on('management')('A test ran.', { name: z.string() })
const second = nextVersion(first, { name: z.string(), runs: z.number() }, (data) => ({ ...data, runs: 1 }))
const third = nextVersion(second, { title: z.string(), runs: z.number() }, ({ name, runs }) => ({
  title: name,
  runs,
}))
const read = (version: string, data: unknown) =>
  readData('test.ran', third, { dataschema: `castellan:test.ran:${version}`, data })

describe('an event’s version', () => {
  it('is read by its own schema, and what an earlier one published comes in the shape of the current one', () => {
    expect(read('v3', { title: 'a', runs: 4 })).toEqual({ ok: true, data: { title: 'a', runs: 4 } })
    expect(read('v2', { name: 'a', runs: 4 })).toEqual({ ok: true, data: { title: 'a', runs: 4 } })
    expect(read('v1', { name: 'a' })).toEqual({ ok: true, data: { title: 'a', runs: 1 } })
  })

  it('does not take what another version’s schema would', () => {
    expect(read('v2', { name: 'a' })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^test\.ran: runs/),
    })
    expect(read('v3', { name: 'a', runs: 1 })).toMatchObject({ ok: false })
  })

  it.each(['v4', 'v0', 'v', '3', 'v3 ', `v${'9'.repeat(30)}`])(
    '%j is refused with the reason, never read as another',
    (version) => {
      expect(read(version, { title: 'a', runs: 4 })).toMatchObject({
        ok: false,
        reason: expect.stringContaining('is not known here; known are v1, v2, v3.'),
      })
    },
  )

  it('that nobody knows yet makes a dead letter of a real event, and so does another type’s schema', () => {
    const emitted: Emitted = { type: 'team.created', subject: 't', data: { id: 't', name: 'Night shift' } }
    const id = '01939d4e-1111-7fff-bfff-ffffffffffff'
    const event = envelope(emitted, {
      id,
      orgId: 'o',
      time: '2026-11-24T10:00:00.000Z',
      actorId: '',
      auditId: undefined,
    })
    expect(readEvent(JSON.stringify(event))).toMatchObject({ ok: true })
    for (const dataschema of ['castellan:team.created:v2', 'castellan:team.deleted:v1', 'x'])
      expect(readEvent(JSON.stringify({ ...event, dataschema }))).toMatchObject({
        ok: false,
        reason: `team.created: the schema ${dataschema} is not known here; known are v1.`,
      })
  })
})

/** Not run: the compiler tries these, and an error that does not come is one itself. */
function published(work: Work): void {
  work.emit('team.created', 't', { id: 't', name: 'Night shift' })
  // @ts-expect-error a type that is not in the catalogue
  work.emit('team.invented', 't', { id: 't', name: 'Night shift' })
  // @ts-expect-error data that lacks a field of its type
  work.emit('team.created', 't', { id: 't' })
  // @ts-expect-error data of another type
  work.emitIn('o', 'team.created', 't', { id: 't', name: 1 })
  // @ts-expect-error an envelope for a type that is not in the catalogue
  const emitted: Emitted = { type: 'team.invented', subject: 't', data: {} }
  void emitted
}

it('that is not in the catalogue, or has other data, does not compile', () => {
  expect(published).toBeTypeOf('function')
})
