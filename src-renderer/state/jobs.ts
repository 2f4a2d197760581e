import { create } from 'zustand'
import { type Sample, withSample } from './pace.ts'

/** Long work that goes on while pages change, as the header shows it. */
export interface Job {
  readonly id: string
  /** What it is, in words, such as “Export: people.csv”. */
  readonly label: string
  readonly done: number
  /** Null while it is not known. */
  readonly total: number | null
  readonly samples: readonly Sample[]
  /** Done by this window, so that it ends with its context; else the console goes on with it. */
  readonly local?: true
  /** Absent where it cannot be stopped. */
  readonly cancel?: () => void
  /** Shows it in full; absent where there is no page of it. */
  readonly open?: () => void
}

interface Jobs {
  readonly jobs: readonly Job[]
  readonly put: (job: Omit<Job, 'samples'>) => void
  readonly drop: (id: string) => void
}

/** What goes on now. Whatever runs puts itself here at each step, and drops itself when it is over. */
export const useJobs = create<Jobs>((set) => ({
  jobs: [],
  put: (job) =>
    set(({ jobs }) => {
      const before = jobs.find((j) => j.id === job.id)
      const now = { ...job, samples: withSample(before?.samples ?? [], { at: Date.now(), done: job.done }) }
      return { jobs: before ? jobs.map((j) => (j.id === job.id ? now : j)) : [...jobs, now] }
    }),
  drop: (id) => set(({ jobs }) => ({ jobs: jobs.filter((j) => j.id !== id) })),
}))

/** The context is left: what this window does ends, and what the console does is not shown in the next one. */
export function leaveJobs(): void {
  const { jobs, drop } = useJobs.getState()
  for (const job of jobs) {
    if (job.local) job.cancel?.()
    drop(job.id)
  }
}
