/** Which procedures are for the operators of the platform. */
import type { Described } from '../../../src-main/api/index.ts'
import { PLATFORM_TYPES } from '../../../src-preload/contract/access.ts'

/** Whether only the operators may ever call it. */
export const isPlatforms = ({ permission }: Described): boolean =>
  'type' in permission && typeof permission.type === 'string' && PLATFORM_TYPES.has(permission.type)

/** What operators are there for, in whichever organization they name: the event flow is theirs to mend. */
export const isOperators = (procedure: Described): boolean =>
  isPlatforms(procedure) || procedure.path.startsWith('events.')
