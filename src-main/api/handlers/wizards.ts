/** Guided flows: each a few words to the service. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as service from '../../wizards/index.ts'
import type { Handlers } from '../handler.ts'

export type WizardPorts = service.Ports

export const wizardHandlers = (ports: WizardPorts = {}): Handlers<Contract['wizards']> => ({
  list: ({ work }) => service.listWizards(ports, work),
  get: ({ work, input }) => service.getWizard(work, input.id),
  start: ({ work, input }) => service.startWizard(work, input.kind),
  answer: ({ work, input, transaction }) => service.answerStep(ports, work, transaction, input),
  finish: ({ work, input, transaction }) => service.finishWizard(ports, work, transaction, input),
  abandon: async ({ work, input }) => {
    await service.abandonWizard(ports, work, input)
    return { done: true as const }
  },
})
