import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES } from '../../src-preload/contract/access.ts'
import type { ContextChoice } from '../../src-preload/contract/session.ts'

/** A role's name: built-in roles have one in each language, custom ones the one that they were given. */
export function useRoleName(): (role: { readonly id: string; readonly name: string }) => string {
  const { t } = useTranslation('words')
  return ({ id, name }) => {
    const builtIn = BUILT_IN_ROLES.find((r) => r === id)
    return builtIn === undefined ? name : t(`builtInRole.${builtIn}`)
  }
}

/** The own roles in a context, in words. */
export function useRoleNames(): (context: Pick<ContextChoice, 'roleIds' | 'roles'>) => string {
  const nameOf = useRoleName()
  return ({ roleIds, roles }) => roleIds.map((id, at) => nameOf({ id, name: roles[at] ?? id })).join(', ')
}
