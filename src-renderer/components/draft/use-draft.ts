import { useCallback, useState } from 'react'
import { changedByOthers, type Fields, leftOf, touched, upon } from './merge.ts'
import { useRemembered } from './unsaved.ts'

/** What an editor shows and saves. */
export interface Draft<R, D extends Fields> {
  readonly fields: D
  /** The same function at every drawing. */
  readonly set: (change: Partial<D>) => void
  /** Whether it differs from what is stored. */
  readonly dirty: boolean
  /** The record that it stands on: its version is the one to save with. */
  readonly base: R
  /** Whether somebody else changed what is edited here, and nothing was said about it yet. */
  readonly changedMeanwhile: boolean
  /** Drops the draft for what is stored now. */
  readonly reload: () => void
  /** Goes on from the record as saving it answered, which may not be read again yet; what was not sent stays. */
  readonly saved: (record: R) => void
  /** Keeps what was changed here, upon what is stored now. */
  readonly keep: () => void
}

/**
 * A draft of a record that others may change while it is edited. What they change arrives by itself as long as
 * nothing is edited, and where it does not touch the draft; else the draft stays and says so (`ChangedMeanwhile`).
 * Key its component by the record's id, not by its version: a new version is what it is for.
 * @param fieldsOf the fields that the editor changes, out of the record
 */
export function useDraft<R extends { readonly version: number }, D extends Fields>(
  record: R,
  fieldsOf: (record: R) => D,
): Draft<R, D> {
  const [kept, setState] = useState(() => ({ base: record, fields: fieldsOf(record) }))
  let state = kept
  const before = fieldsOf(state.base)
  const stored = fieldsOf(record)
  const others = changedByOthers(before, state.fields, stored)
  const newer = record.version >= state.base.version
  const changedMeanwhile = newer && others.length > 0 && touched(before, state.fields).length > 0
  if (state.base !== record && newer && !changedMeanwhile) {
    state = { base: record, fields: upon(before, state.fields, stored) }
    setState(state)
  }
  const { base, fields } = state
  const set = useCallback(
    (change: Partial<D>) => setState((s) => ({ ...s, fields: { ...s.fields, ...change } })),
    [],
  )
  const dirty = touched(fieldsOf(base), fields).length > 0
  const forget = useRemembered(dirty, base)
  // What was saved here may be newer than what was read.
  const latest = newer ? record : base
  return {
    base,
    fields,
    set,
    dirty,
    changedMeanwhile,
    reload: () => setState({ base: latest, fields: fieldsOf(latest) }),
    saved: (after) => {
      forget()
      setState((s) => ({ base: after, fields: leftOf(fieldsOf(s.base), s.fields, fieldsOf(after)) }))
    },
    keep: () => setState({ base: record, fields: upon(before, fields, stored) }),
  }
}
