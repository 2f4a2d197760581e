/** What errors name by its id, in the language of the window. An id that is not in the catalogue stays as it is. */
import i18next from 'i18next'
import { OPERATIONS, type Operation, type ResourceType } from '../../src-preload/contract/access.ts'
import { en } from './en/index.ts'

const isIn = <T extends object>(table: T, id: string): id is Extract<keyof T, string> =>
  Object.hasOwn(table, id)
const isOperation = (type: ResourceType, id: string): id is Operation =>
  OPERATIONS[type].some((o) => o === id)

/** `team.delete` → `Teams: delete`. */
export function permissionWords(permission: string): string {
  const [type = '', operation = ''] = permission.split('.')
  if (!isIn(OPERATIONS, type) || !isOperation(type, operation)) return permission
  const t = i18next.getFixedT(null, 'words')
  return `${t(`type.${type}`)}: ${t(`operation.${operation}`)}`
}

export const stateWords = (state: string): string =>
  isIn(en.components.stateId, state) ? i18next.getFixedT(null, 'components')(`stateId.${state}`) : state

export const fieldWords = (field: string): string =>
  isIn(en.components.fieldId, field) ? i18next.getFixedT(null, 'components')(`fieldId.${field}`) : field
