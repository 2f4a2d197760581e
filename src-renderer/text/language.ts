import i18next from 'i18next'
import { useSyncExternalStore } from 'react'

const subscribe = (changed: () => void): (() => void) => {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}
const current = (): string => i18next.language

/**
 * The language on screen, for what stands in each row of a table and says numbers and times: `useTranslation` makes a
 * copy of the catalogue's reader wherever it is used.
 */
export const useLanguage = (): string => useSyncExternalStore(subscribe, current)
