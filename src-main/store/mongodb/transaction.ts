/** Transactions that run again as a whole after a conflict, a bounded number of times and ever later. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ClientSession, MongoClient, TransactionOptions } from 'mongodb'
import { isTransient, isUnknownCommit, toFailure, unavailable } from './failure.ts'
import type { Lanes } from './lanes.ts'

/** About 8 s of waiting in the worst case, when other processes keep writing the same records. */
const ATTEMPTS = 60
const COMMITS = 10
const LONGEST_PAUSE_MS = 250

const OPTIONS: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
}

/** The first error that the database gave in this transaction: after it nothing of it can be committed. */
export interface Outcome {
  failure: unknown
  /** The organization whose records it asked for last: where it met another, if it did. */
  organization: string
}

/** Full jitter, so that those who met once do not meet again. */
const backOff = (attempt: number): Promise<void> =>
  pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 4 * 2 ** Math.min(attempt, 10)))

async function commit(session: ClientSession): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await session.commitTransaction()
    } catch (error) {
      if (!isUnknownCommit(error) || isTransient(error)) throw error
      if (attempt === COMMITS)
        throw unavailable('The database did not say whether the change was saved. Look before you repeat it.')
      await backOff(attempt)
    }
  }
}

export type Work<R> = (session: ClientSession, outcome: Outcome) => Promise<R>

async function attemptOnce<R>(session: ClientSession, work: Work<R>, outcome: Outcome): Promise<R> {
  session.startTransaction(OPTIONS)
  try {
    const result = await work(session, outcome)
    // Work may have caught what the database said; the transaction is gone all the same.
    if (outcome.failure !== undefined) throw outcome.failure
    await commit(session)
    return result
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction()
    throw isTransient(outcome.failure) ? outcome.failure : error
  }
}

/** Runs `work` until it is committed. Throws what `work` throws, and `UNAVAILABLE` when it never gets through. */
export async function inTransaction<R>(client: MongoClient, lanes: Lanes, work: Work<R>): Promise<R> {
  const session = client.startSession({ causalConsistency: false })
  let leave: (() => void) | undefined
  try {
    for (let attempt = 1; ; attempt++) {
      const outcome: Outcome = { failure: undefined, organization: '' }
      try {
        return await attemptOnce(session, work, outcome)
      } catch (error) {
        if (!isTransient(error)) throw toFailure(error)
        if (attempt === ATTEMPTS) throw unavailable('The database is too busy for this change. Try again.')
        if (leave) await backOff(attempt)
        else leave = await lanes.enter(outcome.organization)
      }
    }
  } finally {
    leave?.()
    await session.endSession()
  }
}
