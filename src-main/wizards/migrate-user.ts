/** A person's move into the organization that proved their domain: the offer, what comes along, and from when. */
import { badInput } from '../../src-preload/contract/errors.ts'
import { ISSUES, issueText } from '../../src-preload/contract/issues.ts'
import { type Answers, WIZARD_STEPS } from '../../src-preload/contract/wizards.ts'
import { acceptOffer, myOffers, previewMigration } from '../transfers/index.ts'
import type { Work } from '../work/index.ts'
import type { Flow } from './flow.ts'

const schema = WIZARD_STEPS.migrateUser

/** The offer, still open to this person; the sentence of the one that is not says why. */
async function requireOpen(work: Work, offerId: string): Promise<void> {
  const offer = (await myOffers(work)).find((o) => o.id === offerId)
  if (!offer) throw badInput('answer.offerId', ISSUES.noOffer)
  if (offer.state === 'accepted') throw badInput('answer.offerId', ISSUES.offerAccepted)
  if (offer.closed !== '') throw badInput('answer.offerId', offer.closed)
}

const choiceOf = ({ organization, resources }: Answers<'migrateUser'>) => ({ ...organization, ...resources })

export const migrateUser: Flow<'migrateUser'> = {
  kind: 'migrateUser',
  needs: null,
  steps: {
    organization: {
      schema: schema.organization,
      check: async (work, { offerId }) => {
        await requireOpen(work, offerId)
        return undefined
      },
    },
    resources: {
      schema: schema.resources,
      check: async (work, resources, { organization }) => {
        if (!organization) throw badInput('step', issueText('stepBefore', { step: 'organization' }))
        const preview = await previewMigration(work, { ...organization, ...resources })
        const [obstacle] = preview.obstacles
        if (obstacle) throw badInput('answer.items', obstacle.message)
        const { paidFrom, undoUntil, stays } = preview
        return { paidFrom, undoUntil, stays: String(stays), moves: String(preview.items.length) }
      },
    },
    review: { schema: schema.review },
  },
  finish: async (work, answers) => {
    const offer = await acceptOffer(work, choiceOf(answers))
    return {
      text: `You are a member of ${offer.orgName}; ${offer.moved} resource${offer.moved === 1 ? '' : 's'} came along`,
      id: offer.orgId,
      outcome: 'movedIn',
      name: offer.orgName,
      count: offer.moved,
    }
  },
}
