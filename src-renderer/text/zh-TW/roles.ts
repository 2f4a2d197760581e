import type { roles as en } from '../en/roles.ts'
import type { SameKeys } from '../same-keys.ts'

export const roles: SameKeys<typeof en> = {
  title: '角色',
}
