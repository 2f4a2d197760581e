import { create } from 'zustand'
import type { ImportPlan, ImportProgress, ImportRun } from '../../../../src-preload/contract/imports.ts'
import type { Client } from '../../../client.ts'
import { type Problem, problemOf } from '../../../errors.ts'
import { useLink } from '../../../state/index.ts'
import { type Sample, withSample } from '../../../state/pace.ts'

/** An import that was started from this window. It lives here and not in a page, since it goes on without one. */
export interface RunningImport {
  /** The organization it belongs to; another context does not see it. */
  readonly orgId: string
  readonly importId: string
  readonly fileName: string
  readonly progress: ImportProgress
  readonly samples: readonly Sample[]
  /** Set when the console ended it with an error, or it could not be followed any more. */
  readonly problem: Problem | null
}

interface RunningImports {
  readonly byOrg: Readonly<Record<string, RunningImport>>
  readonly put: (run: RunningImport) => void
  readonly forget: (orgId: string) => void
}

const useRunningImports = create<RunningImports>((set) => ({
  byOrg: {},
  put: (run) => set((s) => ({ byOrg: { ...s.byOrg, [run.orgId]: run } })),
  forget: (orgId) =>
    set((s) => ({ byOrg: Object.fromEntries(Object.entries(s.byOrg).filter(([id]) => id !== orgId)) })),
}))

/** The import of this organization, running or just over; undefined where there is none. */
export const useRunningImport = (orgId: string): RunningImport | undefined =>
  useRunningImports((s) => s.byOrg[orgId])

/** Takes an import that is over off the page. */
export const forgetImport = (orgId: string): void => useRunningImports.getState().forget(orgId)

const NONE_YET = {
  done: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  state: 'running',
  because: '',
} as const

interface Start {
  readonly client: Client
  readonly orgId: string
  readonly fileName: string
  readonly rows: number
  readonly plan: ImportPlan
  /** Called when the import is over, however it ended. */
  readonly onOver: () => void
}

/** Imports that somebody listens to. Leaving the organization ends the listening, not the import. */
const followed = new Set<string>()

/** Starts an import and follows it until it is over, also while no page shows it. */
export async function runImport({ client, orgId, fileName, rows, plan, onOver }: Start): Promise<void> {
  const { put } = useRunningImports.getState()
  const run: RunningImport = {
    orgId,
    importId: plan.importId,
    fileName,
    progress: { ...NONE_YET, total: rows },
    samples: [{ at: Date.now(), done: 0 }],
    problem: null,
  }
  put(run)
  try {
    put(advanced(run, await client.imports.start(plan)))
  } catch (error) {
    put({ ...run, problem: problemOf(error) })
    onOver()
    return
  }
  await followImport(client, orgId, onOver)
}

/** Takes up an import that this window did not begin, or began before it was loaded again; one it knows stays. */
export function adoptImport(orgId: string, { importId, fileName, progress }: ImportRun): void {
  const { byOrg, put } = useRunningImports.getState()
  if (byOrg[orgId]?.importId === importId) return
  put({
    orgId,
    importId,
    fileName,
    progress,
    samples: [{ at: Date.now(), done: progress.done }],
    problem: null,
  })
}

const advanced = (run: RunningImport, progress: ImportProgress): RunningImport => ({
  ...run,
  progress,
  samples: withSample(run.samples, { at: Date.now(), done: progress.done }),
})

/** Listens to this organization's import until it is over; does nothing where that is done already. */
export async function followImport(client: Client, orgId: string, onOver: () => void): Promise<void> {
  const { put } = useRunningImports.getState()
  const current = (): RunningImport | undefined => useRunningImports.getState().byOrg[orgId]
  const importId = current()?.importId
  if (importId === undefined || followed.has(importId)) return
  followed.add(importId)
  try {
    while (current()?.progress.state === 'running' && current()?.problem === null) {
      try {
        for await (const progress of await client.imports.progress({ importId })) {
          const run = current()
          if (run === undefined || run.importId !== importId) return
          put(advanced(run, progress))
        }
        // Ended while it still runs: the organization was left. Coming back listens again.
        return
      } catch (error) {
        const run = current()
        const problem = problemOf(error)
        if (run === undefined || problem.code === 'CANCELLED') return
        // The console goes on without us: where only the link broke, listen again when it is back.
        if (problem.code === 'UNAVAILABLE' && useLink.getState().link.state !== 'up') await linkBack()
        else put({ ...run, problem })
      }
    }
  } finally {
    followed.delete(importId)
    onOver()
  }
}

const linkBack = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = useLink.subscribe((s) => {
      if (s.link.state !== 'up') return
      stop()
      resolve()
    })
  })
