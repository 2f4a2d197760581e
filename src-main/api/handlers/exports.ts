/** Lists that leave the console as a file. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import { recordTakenOut } from '../../directories/index.ts'
import type { Handlers } from '../handler.ts'

export const listExports: Handlers<Contract['exports']> = {
  record: ({ work, input: { type, ...taken } }) => {
    recordTakenOut(work, type, taken)
    return { done: true as const }
  },
}
