/** Which step of a guided flow is on the screen. */
import type { Wizard } from '../../../src-preload/contract/wizards.ts'

type Steps = Pick<Wizard, 'steps' | 'step'>

/** How far a flow is: the place of the first step that waits for its answer. */
export const reachedIn = ({ steps, step }: Steps): number =>
  Math.max(
    0,
    steps.findIndex(({ id }) => id === step),
  )

/** The wanted step, but none beyond how far the flow is: a form may lean on the answers of the steps before it. */
export const shownIn = (flow: Steps, wanted: number): number => Math.min(wanted, reachedIn(flow))
