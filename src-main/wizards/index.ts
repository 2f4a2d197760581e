/**
 * Guided flows that survive a restart. The rule they keep: nothing happens before the last step, and then
 * all of it or nothing; what a flow does is allowed to whoever goes through it, at that moment.
 */
export type { Ports, Workspaces } from './flow.ts'
export {
  abandonWizard,
  answerStep,
  expireWizards,
  finishWizard,
  getWizard,
  listWizards,
  startWizard,
} from './wizards.ts'
