import { useTranslation } from 'react-i18next'
import { permissionWords } from '../../text/id-words.ts'

/** `usePermissionWords()('team.delete')` → `Teams: delete`; drawn again when the language changes. */
export function usePermissionWords(): (permission: string) => string {
  useTranslation('words')
  return permissionWords
}
