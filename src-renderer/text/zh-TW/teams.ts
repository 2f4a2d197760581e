import type { teams as en } from '../en/teams.ts'
import type { SameKeys } from '../same-keys.ts'

export const teams: SameKeys<typeof en> = {
  title: '團隊',
}
