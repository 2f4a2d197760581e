import { useTranslation } from 'react-i18next'
import { OPERATIONS, type Operation, type ResourceType } from '../../../src-preload/contract/access.ts'

const isType = (text: string): text is ResourceType => Object.hasOwn(OPERATIONS, text)
const isOperation = (type: ResourceType, text: string): text is Operation =>
  OPERATIONS[type].some((o) => o === text)

/** The type and operation of a permission written `type.operation`; null for what is none. */
export function partsOf(
  permission: string,
): { readonly type: ResourceType; readonly operation: Operation } | null {
  const [type = '', operation = ''] = permission.split('.')
  return isType(type) && isOperation(type, operation) ? { type, operation } : null
}

/** `usePermissionWords()('team.delete')` → `Teams: delete`. What is not in the table stays as it is. */
export function usePermissionWords(): (permission: string) => string {
  const { t } = useTranslation('words')
  return (permission) => {
    const parts = partsOf(permission)
    return parts === null ? permission : `${t(`type.${parts.type}`)}: ${t(`operation.${parts.operation}`)}`
  }
}
