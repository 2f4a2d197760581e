import { useTranslation } from 'react-i18next'

/** The schedules that the catalogue has words for; one that is new shows by its own name. */
const KNOWN = {
  'end of grace periods': 'grace',
  'approvals that ran out': 'approvals',
  'flows that nobody went on with': 'wizards',
  'domains to be checked again': 'domains',
  'sweep of published and handled events': 'sweep',
} as const
const isKnown = (name: string): name is keyof typeof KNOWN => Object.hasOwn(KNOWN, name)

/** A schedule's name in the language of the window. */
export function useScheduleName(): (name: string) => string {
  const { t } = useTranslation('shell')
  return (name) => (isKnown(name) ? t(`flowHealth.names.${KNOWN[name]}`) : name)
}
