/**
 * Every word on screen, one file a subject, in English first and Traditional Chinese second.
 * Both languages have the same keys; the compiler and a test hold them to it.
 */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { usePreferences } from '../state/index.ts'
import { en } from './en/index.ts'
import { zhTW } from './zh-TW/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: typeof en
  }
}

/** The language that a preference means on this machine. */
export function languageOf(preference: string, system: readonly string[]): 'en' | 'zh-TW' {
  const wanted = preference === 'system' ? (system[0] ?? 'en') : preference
  return wanted.toLowerCase().startsWith('zh') ? 'zh-TW' : 'en'
}

/** Starts the catalogues and keeps them, and the page's language, at what the person prefers. */
export async function startText(): Promise<void> {
  const language = () => languageOf(usePreferences.getState().language, navigator.languages)
  const apply = async (): Promise<void> => {
    document.documentElement.lang = language()
    if (i18next.language !== language()) await i18next.changeLanguage(language())
  }
  await i18next.use(initReactI18next).init({
    lng: language(),
    fallbackLng: 'en',
    defaultNS: 'shell',
    ns: Object.keys(en),
    resources: { en, 'zh-TW': zhTW },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  usePreferences.subscribe(() => void apply())
  await apply()
}
