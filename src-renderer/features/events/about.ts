import { useTranslation } from 'react-i18next'
import { EVENT_TYPES, isEventType } from '../../../src-preload/contract/event-types/index.ts'
import { EVENT_SENTENCES } from '../../text/zh-TW/event-types.ts'

/** What a type of event tells, in the language of the window; undefined where it is not in the catalogue. */
export function useAbout(type: string): string | undefined {
  const { i18n } = useTranslation()
  if (!isEventType(type)) return undefined
  return i18n.language === 'zh-TW' ? EVENT_SENTENCES[type] : EVENT_TYPES[type].about
}
