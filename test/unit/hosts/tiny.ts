import { os } from '@orpc/server'
import type { Served } from '../../../src-main/hosts/served.ts'

export interface TinySession {
  readonly number: number
}

/** A router of two procedures, served with numbered sessions; for what a transport does, not what the console does. */
export function tiny() {
  const ended: number[] = []
  const defects: unknown[] = []
  let made = 0
  const base = os.$context<{ session: TinySession }>()
  const router = {
    who: base.handler(({ context }) => context.session.number),
    count: base.handler(async function* ({ signal }) {
      for (let n = 0; !signal?.aborted && n < 3; n += 1) yield n
    }),
  }
  let broken: Error | undefined
  const served: Served<TinySession> = {
    router,
    newSession: async () => {
      if (broken) throw broken
      made += 1
      return { number: made }
    },
    endSession: (session) => {
      ended.push(session.number)
    },
    defect: (error) => {
      defects.push(error)
      return 'The console cannot be opened.'
    },
  }
  const breakWith = (error: Error | undefined): void => {
    broken = error
  }
  return { router, served, ended, defects, breakWith, made: () => made }
}
