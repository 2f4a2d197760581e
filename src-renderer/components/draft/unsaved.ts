/** Which drafts are not saved, and what waits until somebody says that they may be dropped. */
import { useEffect, useState } from 'react'
import { create } from 'zustand'

interface Unsaved {
  /** A mark for each draft that differs from what is stored. */
  readonly drafts: ReadonlySet<object>
  /** What is to be done as soon as they may be dropped; null while nothing waits. */
  readonly waiting: (() => void) | null
  /** How many times they were dropped: as a part of an editor's key it has the next one begin anew. */
  readonly dropped: number
}
export const useUnsaved = create<Unsaved>(() => ({ drafts: new Set(), waiting: null, dropped: 0 }))

export const isUnsaved = (): boolean => useUnsaved.getState().drafts.size > 0

/** Does it at once where nothing would be lost, and asks first otherwise (`LeavingQuestion`). */
export function leaving(go: () => void): void {
  if (isUnsaved()) useUnsaved.setState({ waiting: go })
  else go()
}

/** All drafts are given up – whoever edits said so, or what they are of is no more – and then `go` is asked about nothing. */
export function dropDrafts(go?: () => void): void {
  useUnsaved.setState(({ dropped }) => ({ drafts: new Set(), waiting: null, dropped: dropped + 1 }))
  go?.()
}

const without = (mark: object): void =>
  useUnsaved.setState(({ drafts }) =>
    drafts.has(mark) ? { drafts: new Set([...drafts].filter((other) => other !== mark)) } : {},
  )

/**
 * Keeps in mind that a draft is not saved, as long as it is drawn.
 * @param base what it stands on
 * @returns what to call when it is saved: whoever goes on at once is not asked; what is left of it counts again as soon as
 *   it stands on another base
 */
export function useRemembered(dirty: boolean, base: object): () => void {
  const [mark] = useState(() => ({}))
  // biome-ignore lint/correctness/useExhaustiveDependencies: on another base it is another draft
  useEffect(() => {
    if (!dirty) return
    useUnsaved.setState(({ drafts }) => ({ drafts: new Set(drafts).add(mark) }))
    return () => without(mark)
  }, [dirty, base, mark])
  return () => without(mark)
}
