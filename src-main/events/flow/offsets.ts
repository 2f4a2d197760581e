/** How far the events of each tenant are published: read once, moved on as the broker confirms, written in groups. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { Across } from '../../store/across/index.ts'
import { all, eq, range, type Store, type StoreUnit } from '../../store/index.ts'
import { type OutboxRecord, outbox, outboxOffsets } from '../../store/records/index.ts'
import { eventsAfter } from '../ascending.ts'

/** Commands at the same time: a server writes its journal once for those that come together. */
const LANES = 32

interface Offset {
  readonly eventId: string
  readonly sequence: number
  /** Whether the store has one of this tenant. */
  stored: boolean
}
/** An offset that is not written yet, and how many events it is further than the one that is. */
interface Moved extends Offset {
  readonly count: number
}

/** Events of one tenant that wait, and whether there are more. */
export interface Waiting {
  readonly rows: readonly OutboxRecord[]
  readonly more: boolean
}

const START: Readonly<Offset> = { eventId: '', sequence: 0, stored: false }

export class Offsets {
  readonly #store: Store
  readonly #written: (counts: ReadonlyMap<string, number>) => void
  readonly #defect: (where: string, error: unknown) => void
  /** Of every tenant that has one; undefined until they are read. */
  #known: Map<string, Offset> | undefined
  #moved = new Map<string, Moved>()
  #writing: Promise<void> | undefined

  /**
   * @param written told how many events of each tenant are published for good by now
   * @param defect told of events that are missing, and of offsets that could not be written
   */
  constructor(
    store: Store,
    written: (counts: ReadonlyMap<string, number>) => void,
    defect: (where: string, error: unknown) => void,
  ) {
    this.#store = store
    this.#written = written
    this.#defect = defect
  }

  /** They are read again: somebody else may have published meanwhile. */
  forget(): void {
    this.#known = undefined
  }
  get areKnown(): boolean {
    return this.#known !== undefined
  }
  async read(): Promise<void> {
    const list = await new Across(this.#store).flow.offsets()
    this.#known = new Map(
      list.map(({ orgId, eventId, sequence }) => [orgId, { eventId, sequence, stored: true }]),
    )
  }

  /** Whether that event of a tenant is published, which all before it are then too. */
  reached(orgId: string, eventId: string): boolean {
    return eventId <= this.#at(orgId).eventId
  }

  /**
   * What waits of a tenant, the oldest first, after the event given or else after what is published. Nothing is left
   * out: a plain read of several rows may see an event that commits meanwhile and not the one before it, whose place
   * is then missing.
   */
  async waiting(orgId: string, limit: number, after?: OutboxRecord): Promise<Waiting> {
    const from = after ? this.#offsetOf(after) : this.#at(orgId)
    const where = eventsAfter(from.eventId)
    const read = async (unit: StoreUnit): Promise<readonly OutboxRecord[]> =>
      (await new Across(unit).tenant(orgId).collection(outbox).list({ where, limit })).items
    const seen = await read(this.#store)
    // A transaction sees one moment.
    const rows = gapIn(seen, from) < 0 ? seen : await this.#store.transaction(read)
    // Whatever took events away, those after them are not to wait for ever.
    const gap = gapIn(rows, from)
    if (gap >= 0) this.#defect('relay', new Error(`Events before ${rows[gap]?.id} of ${orgId} are missing.`))
    return { rows, more: rows.length === limit }
  }

  /** The broker has this event and all of its tenant before it for good; `count` of them are new. */
  move(last: OutboxRecord, count: number): void {
    const { orgId } = last
    const offset = this.#offsetOf(last)
    this.#known?.set(orgId, offset)
    this.#moved.set(orgId, { ...offset, count: count + (this.#moved.get(orgId)?.count ?? 0) })
    this.#writing ??= this.#writeAll()
  }
  /** Resolves when all that was moved is written, or was given up. */
  async settled(): Promise<void> {
    await this.#writing
  }

  #at = (orgId: string): Offset => this.#known?.get(orgId) ?? START
  /** One from before events were numbered leaves the number as it is. */
  #offsetOf = ({ orgId, id, sequence }: OutboxRecord): Offset => ({
    eventId: id,
    sequence: sequence ?? this.#at(orgId).sequence,
    stored: this.#at(orgId).stored,
  })

  /** What moves on while a group is written is the next group. */
  async #writeAll(): Promise<void> {
    await nextTurn()
    while (this.#moved.size > 0) {
      const group = [...this.#moved]
      this.#moved = new Map()
      try {
        await this.#write(group)
        for (const [orgId] of group) {
          const known = this.#known?.get(orgId)
          if (known) known.stored = true
        }
        this.#written(new Map(group.map(([orgId, { count }]) => [orgId, count])))
      } catch (error) {
        // What the store has is what counts: from there they are published again.
        this.forget()
        this.#defect('relay', error)
      }
    }
    this.#writing = undefined
  }

  /** In a file one transaction, which costs one sync of the disk; on a server a command each. */
  async #write(group: (readonly [string, Offset])[]): Promise<void> {
    const left = [...group]
    const writeEach = async (unit: StoreUnit): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) await writeOne(unit, ...next)
    }
    if (this.#store.kind === 'mongodb')
      await Promise.all(Array.from({ length: LANES }, () => writeEach(this.#store)))
    else
      await this.#store.transaction((unit) => {
        left.splice(0, left.length, ...group)
        return writeEach(unit)
      })
  }
}

/** Only ever further on: another process that published meanwhile may have written a later one. */
async function writeOne(
  unit: StoreUnit,
  orgId: string,
  { eventId, sequence, stored }: Offset,
): Promise<void> {
  const list = new Across(unit).tenant(orgId).collection(outboxOffsets)
  if (!stored)
    try {
      await list.insertMany([{ eventId, sequence }], (record) => ({ ...record, id: orgId }))
      return
    } catch (error) {
      // Another process wrote the first one meanwhile.
      if (!(error instanceof CastellanError) || error.code !== 'CONFLICT') throw error
    }
  await list.changeWhere(all(eq('id', orgId), range('eventId', { to: eventId })), { eventId, sequence })
}

/** The index of the first event whose place does not follow the one before; -1 where all do. */
const gapIn = (rows: readonly OutboxRecord[], from: Offset): number =>
  rows.findIndex(
    ({ sequence }, i) => sequence !== undefined && sequence !== (rows[i - 1]?.sequence ?? from.sequence) + 1,
  )
