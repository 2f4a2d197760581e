import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { problemOf } from '../../errors.ts'
import { problemWords } from '../../text/problem-words.ts'
import { useWhatIf } from './difference.tsx'
import { usePermissionWords } from './permission-words.ts'

/** So many are named; the rest is a count. */
const NAMED = 8
const NOTHING = { roleIds: [], teamIds: [] }

/**
 * What a member can no longer do without any role and team, as the permission service says, in a line.
 * @returns null while it is being asked
 */
export function useLostPermissions(member: Member, asked: boolean): string | null {
  const { t } = useTranslation('people')
  const words = usePermissionWords()
  const query = useWhatIf(member, NOTHING, asked)
  if (query.isError) return problemWords(problemOf(query.error))
  if (query.data === undefined) return null
  const loses = query.data.members.find((m) => m.memberId === member.id)?.loses ?? []
  const rest = loses.length - NAMED
  return [
    t('member.loses', { count: loses.length }),
    ...(loses.length > 0 ? [`– ${loses.slice(0, NAMED).map(words).join(', ')}`] : []),
    ...(rest > 0 ? [t('member.morePermissions', { count: rest })] : []),
  ].join(' ')
}
