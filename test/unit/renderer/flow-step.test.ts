import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reachedIn, shownIn } from '../../../src-renderer/features/wizards/flow-step.ts'

describe('the step of a guided flow on the screen', () => {
  it('is never one before whose answers are there, also where somebody took one back meanwhile', () => {
    const flows = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }).map((answers) => {
      const steps = answers.map((answered, i) => ({ id: `step-${i}`, answered }))
      const open = steps.find(({ answered }) => !answered) ?? steps.at(-1)
      return { steps, step: open?.id ?? '' }
    })
    fc.assert(
      fc.property(flows, fc.nat(12), (flow, wanted) => {
        const at = shownIn(flow, wanted)
        expect(at).toBeLessThanOrEqual(wanted)
        expect(at).toBeLessThan(flow.steps.length)
        for (const { answered } of flow.steps.slice(0, at)) expect(answered).toBe(true)
        // What may be shown is shown.
        const mayBe = flow.steps.slice(0, wanted).every(({ answered }) => answered)
        if (mayBe && wanted < flow.steps.length) expect(at).toBe(wanted)
      }),
    )
  })

  it('is the first one where the flow names a step that it does not have', () => {
    expect(reachedIn({ steps: [{ id: 'name', answered: false }], step: 'gone' })).toBe(0)
  })
})
