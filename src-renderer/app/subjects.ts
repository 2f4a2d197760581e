import {
  IconActivity,
  IconBuildingSkyscraper,
  IconHeartbeat,
  IconHome,
  IconKey,
  IconSettings,
  IconStack2,
  IconUserCheck,
  IconUsers,
  IconUsersGroup,
  IconWorldCheck,
} from '@tabler/icons-react'
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'

/** The pages of the left navigation, in its order. `needs` is what reading the page takes. */
export const SUBJECTS = [
  { id: 'overview', path: '/', to: '/', icon: IconHome, needs: ['organization', 'read'], platform: false },
  {
    id: 'people',
    path: '/people',
    to: '/people/{-$part}',
    icon: IconUsers,
    needs: ['member', 'read'],
    platform: false,
  },
  {
    id: 'teams',
    path: '/teams',
    to: '/teams/{-$part}',
    icon: IconUsersGroup,
    needs: ['team', 'read'],
    platform: false,
  },
  {
    id: 'roles',
    path: '/roles',
    to: '/roles/{-$part}',
    icon: IconKey,
    needs: ['role', 'read'],
    platform: false,
  },
  {
    id: 'resources',
    path: '/resources',
    to: '/resources/{-$part}',
    icon: IconStack2,
    needs: ['knowledgeBase', 'read'],
    platform: false,
  },
  {
    id: 'domains',
    path: '/domains',
    to: '/domains',
    icon: IconWorldCheck,
    needs: ['domain', 'read'],
    platform: false,
  },
  {
    id: 'approvals',
    path: '/approvals',
    to: '/approvals/{-$part}',
    icon: IconUserCheck,
    needs: ['approval', 'read'],
    platform: false,
  },
  {
    id: 'events',
    path: '/events',
    to: '/events/{-$part}',
    icon: IconActivity,
    needs: ['event', 'read'],
    platform: false,
  },
  {
    id: 'organizations',
    path: '/organizations',
    to: '/organizations',
    icon: IconBuildingSkyscraper,
    needs: ['platformOrganization', 'read'],
    platform: true,
  },
  {
    id: 'health',
    path: '/health',
    to: '/health',
    icon: IconHeartbeat,
    needs: ['platformHealth', 'read'],
    platform: true,
  },
  {
    id: 'settings',
    path: '/settings',
    to: '/settings',
    icon: IconSettings,
    needs: ['settings', 'read'],
    platform: false,
  },
] as const satisfies readonly {
  readonly id: string
  readonly path: string
  /** The path as the router names it. */
  readonly to: string
  readonly icon: typeof IconHome
  readonly needs: readonly [ResourceType, Operation]
  readonly platform: boolean
}[]

export type Subject = (typeof SUBJECTS)[number]

/** The subjects that exist in a context: the platform's only among the operators. */
export const subjectsIn = (kind: 'organization' | 'personal' | 'platform'): readonly Subject[] =>
  SUBJECTS.filter((s) => !s.platform || kind === 'platform')

/** The subject that a path belongs to, or null. */
export const subjectAt = (path: string): Subject | null =>
  SUBJECTS.find((s) => (s.path === '/' ? path === '/' : path === s.path || path.startsWith(`${s.path}/`))) ??
  null
