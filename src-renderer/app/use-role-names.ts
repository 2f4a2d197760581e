import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES } from '../../src-preload/contract/access.ts'
import type { ContextChoice } from '../../src-preload/contract/session.ts'

/** The own roles in a context, in words: built-in ones have a name in each language. */
export function useRoleNames(): (context: Pick<ContextChoice, 'roleIds' | 'roles'>) => string {
  const { t } = useTranslation('words')
  return ({ roleIds, roles }) =>
    roleIds
      .map((id, at) => {
        const builtIn = BUILT_IN_ROLES.find((r) => r === id)
        return builtIn === undefined ? (roles[at] ?? id) : t(`builtInRole.${builtIn}`)
      })
      .join(', ')
}
