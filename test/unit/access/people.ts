/** Facts for the examples: one organization, a member Ada, and what a test changes of them. */
import {
  type AccessContext,
  type AccessFacts,
  compileContext,
  type GrantFacts,
  type MemberFacts,
  type OrganizationFacts,
  type ResourceFacts,
  type RoleFacts,
  resolveScope,
} from '../../../src-main/access/index.ts'

const ADA: MemberFacts = {
  id: 'm-ada',
  userId: 'ada',
  name: 'Ada',
  email: 'ada@example.org',
  state: 'active',
  userActive: true,
  roleIds: [],
  teamIds: [],
}
export interface Given {
  readonly organization?: Partial<OrganizationFacts>
  readonly member?: Partial<MemberFacts>
  readonly roles?: readonly RoleFacts[]
  readonly grants?: readonly GrantFacts[]
}
export const EDITOR: RoleFacts = { id: 'editor', name: 'Editor', matrix: { chatbot: ['read', 'update'] } }

export const factsOf = ({ organization, member, roles = [EDITOR], grants = [] }: Given): AccessFacts => ({
  organization: { id: 'acme', kind: 'organization', state: 'active', ...organization },
  member: { ...ADA, ...member },
  roles,
  teams: [
    { id: 'support', name: 'Support' },
    { id: 'sales', name: 'Sales' },
  ],
  grants,
})
export const contextOf = (given: Given): AccessContext => compileContext(factsOf(given), resolveScope('acme'))

export const grantTo = (
  subject: { readonly user: string } | { readonly team: string },
  grant: Pick<GrantFacts, 'type' | 'operations'> & { readonly resourceId?: string },
): GrantFacts => {
  const [subjectKind, subjectId] =
    'user' in subject ? (['user', subject.user] as const) : (['team', subject.team] as const)
  return { id: `grant to ${subjectId}`, subjectKind, subjectId, resourceId: null, ...grant }
}
export const bot = (given: Partial<ResourceFacts> = {}): ResourceFacts => ({
  id: 'bot',
  visibility: 'organization',
  teamIds: [],
  createdBy: 'somebody',
  ...given,
})
