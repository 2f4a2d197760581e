/** The refusal as an error that may cross the bridge. */
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { describeChangeCut } from './cuts.ts'
import { explain } from './explain.ts'
import type { AccessContext } from './model.ts'
import { capital, namesOf, phrase } from './wording.ts'

/** `FORBIDDEN` with the missing permission and, in words, what cuts it or what would grant it. */
export function forbidden(
  context: AccessContext,
  type: ResourceType,
  operation: Operation,
): CastellanError<'FORBIDDEN'> {
  const { cut, wouldAllow } = explain(context, { type, operation, resourceId: null })
  const because =
    cut ??
    (wouldAllow.length > 0
      ? `${namesOf(wouldAllow)} would grant it, or another role or team of this organization`
      : 'no role or team given to you grants it here')
  return new CastellanError('FORBIDDEN', `You may not ${phrase(type, operation)}: ${because}.`, {
    missing: `${type}.${operation}`,
    because: `${capital(because)}.`,
  })
}

/** For a change that needs no permission. Throws `FORBIDDEN` where a state forbids all changes, and says which. */
export function requireChangeable({ facts }: AccessContext): void {
  const cut = describeChangeCut(facts.organization, facts.member)
  if (cut !== null)
    throw new CastellanError('FORBIDDEN', `You may not change anything here: ${cut}.`, {
      missing: 'organization.update',
      because: `${capital(cut)}.`,
    })
}
