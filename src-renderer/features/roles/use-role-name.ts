import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES } from '../../../src-preload/contract/access.ts'
import type { Role } from '../../../src-preload/contract/roles.ts'

/** A role's name: built-in roles have one in each language, custom ones the one that they were given. */
export function useRoleName(): (role: Pick<Role, 'id' | 'name'>) => string {
  const { t } = useTranslation('words')
  return ({ id, name }) => {
    const builtIn = BUILT_IN_ROLES.find((r) => r === id)
    return builtIn === undefined ? name : t(`builtInRole.${builtIn}`)
  }
}
