/** Why a row of an import is refused, or what will change, in the language of the window. */
import i18next from 'i18next'
import { BUILT_IN_ROLES } from '../../src-preload/contract/access.ts'
import type { ImportReason } from '../../src-preload/contract/import-reasons.ts'
import { membershipState } from '../../src-preload/contract/session.ts'
import { issueWords } from './problem-words.ts'

export function importWords(reasons: readonly ImportReason[]): string {
  return reasons.map(one).join(i18next.getFixedT(null, 'people')('import.reason.between'))
}

function one(reason: ImportReason): string {
  const t = i18next.getFixedT(null, 'people')
  switch (reason.code) {
    case 'address':
      return t('import.reason.address', { issue: issueWords(reason.issue) })
    case 'sameAddress':
      return t('import.reason.sameAddress', { row: reason.row })
    case 'field':
      return t('import.reason.field', {
        field: t(`import.field.${reason.field}`),
        issue: issueWords(reason.issue),
      })
    case 'suspendedThereAlone':
      return t('import.reason.suspendedThereAlone', { state: stateWords(reason.state) })
    case 'ungivable':
      return t(reason.what === 'role' ? 'import.reason.ungivableRole' : 'import.reason.ungivableTeam', {
        name: reason.what === 'role' ? roleWords(reason.name) : reason.name,
        exceeds: reason.exceeds.join(', '),
      })
    case 'joins':
    case 'gets':
      return t(`import.reason.${reason.code}`, { names: namesOf(reason) })
    case 'changes':
      return t(reason.before === '' ? 'import.reason.new' : 'import.reason.changes', {
        field: t(`import.field.${reason.field}`),
        before: reason.before,
        after: reason.after,
      })
    default:
      return t(`import.reason.${reason.code}`)
  }
}

function namesOf({
  roles,
  teams,
}: {
  readonly roles: readonly string[]
  readonly teams: readonly string[]
}): string {
  const t = i18next.getFixedT(null, 'people')
  const list = [
    ...(roles.length > 0 ? [t('import.reason.roles', { names: roles.map(roleWords).join(', ') })] : []),
    ...(teams.length > 0 ? [t('import.reason.teams', { names: teams.join(', ') })] : []),
  ]
  return list.join(t('import.reason.and'))
}

/** Built-in roles are called in the window's language, as everywhere; no other role has the name of one. */
function roleWords(name: string): string {
  const builtIn = BUILT_IN_ROLES.find((id) => id === name.toLowerCase())
  return builtIn === undefined ? name : i18next.getFixedT(null, 'words')(`builtInRole.${builtIn}`)
}

function stateWords(state: string): string {
  const known = membershipState.safeParse(state).data
  return known === undefined ? state : i18next.getFixedT(null, 'words')(`membershipState.${known}`)
}
