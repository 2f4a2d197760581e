/** How the events stand. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import { type FlowHere, flowHealthOf, hoursOf, standingOf } from '../../events/flow/index.ts'
import type { Store } from '../../store/index.ts'
import type { Handlers } from '../handler.ts'

export const eventFlowHandlers = (
  store: Store,
  here: FlowHere,
): Pick<Handlers<Contract['events']>, 'flow' | 'hours'> => ({
  hours: ({ work }) => hoursOf(work),
  flow: ({ work }) => standingOf(work, store, here),
})

export const flowHealthHandlers = (
  store: Store,
  here: FlowHere,
): Pick<Handlers<Contract['health']>, 'flow'> => ({ flow: () => flowHealthOf(store, here) })
