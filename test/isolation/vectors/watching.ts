/** Notice of changes: who and which, and at most which version of it, never what; and nothing after the end. */
import { setTimeout as pause } from 'node:timers/promises'
import { must } from './tries.ts'
import { CANARY, erased, notes, type Vector } from './world.ts'

const PATIENCE_MS = 10_000
async function until(holds: () => boolean): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS
  while (!holds() && performance.now() < end) await pause(10)
  return holds()
}

export const watching: readonly Vector[] = [
  {
    id: 19,
    title: 'a change stream, also after it was ended',
    try: async (world) => {
      const told: unknown[][] = []
      const stop = await world.store.watch(
        erased(notes),
        (...what) => void told.push(what),
        () => undefined,
      )
      const ours = (org: string): unknown[][] => told.filter(([orgId]) => orgId === org)
      try {
        const [note] = world.notesB
        if (!note) return must(false, 'B has nothing')
        await world.b.collection(notes).update(note, { name: `${CANARY} changed` })
        const mine = await world.a
          .collection(notes)
          .insert({ name: 'x', code: 'x', tags: [], rank: 0, folderId: null })
        if (!(await until(() => ours(world.orgA).length > 0 && ours(world.orgB).length > 0)))
          return must(false, 'the changes were not told')
        const exact = told.every(
          ([org, id, version, ...more]) =>
            [org, id].every((part) => typeof part === 'string') &&
            (version === undefined || Number.isSafeInteger(version)) &&
            more.length === 0,
        )
        const [b] = ours(world.orgB)
        const [a] = ours(world.orgA)
        if (!exact || b?.[1] !== note.id || a?.[1] !== mine.id)
          return must(false, 'more than organization, id and version is told, or the wrong ones')
      } finally {
        await stop()
      }
      const before = told.length
      // When a watch that was opened later hears of the change, the ended one would have heard of it too.
      const heard: string[] = []
      const stopLater = await world.store.watch(
        erased(notes),
        (orgId) => void heard.push(orgId),
        () => undefined,
      )
      try {
        await world.b.collection(notes).removeWhere({ all: [] })
        await world.b
          .collection(notes)
          .insert({ name: CANARY, code: 'later', tags: [], rank: 0, folderId: null })
        if (!(await until(() => heard.includes(world.orgB)))) return must(false, 'a later watch was not told')
      } finally {
        await stopLater()
      }
      return must(told.length === before, 'an ended watch went on')
    },
  },
]
