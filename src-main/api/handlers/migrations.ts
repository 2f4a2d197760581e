/** Moving in: what admins offer, and what the person does with it. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as service from '../../transfers/index.ts'
import type { Handlers } from '../handler.ts'

export const migrations: Handlers<Contract['migrations']> = {
  candidates: ({ work }) => service.candidatesOf(work),
  people: ({ work, input }) => service.countToAsk(work, input),
  offer: ({ work, input }) => service.offerToSome(work, input),
  mine: ({ work }) => service.myOffers(work),
  movable: ({ work }) => service.movable(work),
  preview: ({ work, input }) => service.previewMigration(work, input),
  accept: ({ work, input }) => service.acceptOffer(work, input),
  decline: ({ work, input }) => service.declineOffer(work, input.offerId),
  previewUndo: ({ work, input }) => service.previewUndo(work, input.offerId),
  undo: ({ work, input }) => service.undoMigration(work, input.offerId),
}
