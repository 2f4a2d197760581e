import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import type { UrlState } from '../state/index.ts'
import { NotFound } from './not-found.tsx'
import { PageFailed } from './page-failed.tsx'
import { JoinPage, Shell } from './shell/index.ts'

const asText = (search: Record<string, unknown>): UrlState =>
  Object.fromEntries(Object.entries(search).map(([k, v]) => [k, v === undefined ? undefined : String(v)]))

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, validateSearch: asText })

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/index.tsx'), 'OverviewPage'),
})
const people = createRoute({
  getParentRoute: () => root,
  path: '/people/{-$part}',
  component: lazyRouteComponent(() => import('../features/people/index.tsx'), 'PeoplePage'),
})
const teams = createRoute({
  getParentRoute: () => root,
  path: '/teams/{-$part}',
  component: lazyRouteComponent(() => import('../features/teams/index.tsx'), 'TeamsPage'),
})
const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles/{-$part}',
  component: lazyRouteComponent(() => import('../features/roles/index.tsx'), 'RolesPage'),
})
const resources = createRoute({
  getParentRoute: () => root,
  path: '/resources/{-$part}',
  component: lazyRouteComponent(() => import('../features/resources/index.tsx'), 'ResourcesPage'),
})
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals/{-$part}',
  component: lazyRouteComponent(() => import('../features/approvals/index.tsx'), 'ApprovalsPage'),
})
const events = createRoute({
  getParentRoute: () => root,
  path: '/events/{-$part}',
  component: lazyRouteComponent(() => import('../features/events/index.tsx'), 'EventsPage'),
})
const offers = createRoute({
  getParentRoute: () => root,
  path: '/offers',
  component: lazyRouteComponent(() => import('../features/transfers/index.tsx'), 'OffersPage'),
})
const organizations = createRoute({
  getParentRoute: () => root,
  path: '/organizations',
  component: lazyRouteComponent(() => import('../features/organizations/index.tsx'), 'OrganizationsPage'),
})
const health = createRoute({
  getParentRoute: () => root,
  path: '/health',
  component: lazyRouteComponent(() => import('../features/health/index.tsx'), 'HealthPage'),
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/index.tsx'), 'SettingsPage'),
})

const domains = createRoute({
  getParentRoute: () => root,
  path: '/domains',
  component: lazyRouteComponent(() => import('../features/domains/index.tsx'), 'DomainsPage'),
})
const wizards = createRoute({
  getParentRoute: () => root,
  path: '/wizards/{-$part}',
  component: lazyRouteComponent(() => import('../features/wizards/index.tsx'), 'WizardsPage'),
})

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/{-$part}',
  component: JoinPage,
})

/** Addresses live in the hash: the hosts serve one page, and `app://` has no server to ask. */
export const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      overview,
      people,
      teams,
      roles,
      resources,
      approvals,
      events,
      offers,
      organizations,
      health,
      settings,
      wizards,
      domains,
      join,
    ]),
    history: createHashHistory(),
    defaultErrorComponent: PageFailed,
    defaultPreload: 'intent',
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
