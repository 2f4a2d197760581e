/** Collection of the console → subjects of the contract whose answers show its records. */
const SUBJECTS_OF: Readonly<Record<string, readonly string[]>> = {
  // The operators' tenant is told of all of them.
  organizations: ['organizations', 'platform'],
  members: ['members', 'organizations', 'platform', 'roles', 'teams', 'permissions', 'domains'],
  teams: ['teams', 'organizations', 'permissions'],
  roles: ['roles', 'organizations', 'permissions'],
  grants: ['teams', 'resources', 'permissions'],
  invitations: ['invitations', 'organizations'],
  resources: ['resources', 'organizations', 'teams', 'permissions'],
  slices: ['teams', 'organizations', 'resources'],
  users: ['members'],
  auditRecords: ['audit'],
  eventFilters: ['events'],
  domainClaims: ['domains', 'enrollment'],
  // Of the identities; the operators' tenant is told of those that are contested.
  domainOwners: ['domainConflicts'],
  // What no page shows, or what no tenant has of its own.
  answers: [],
  signUps: [],
  migrationOffers: ['migrations'],
  heads: [],
  outbox: [],
  outboxOffsets: [],
  usageRecords: [],
  scheduleRuns: [],
  leases: [],
  inbox: [],
  approvalPolicies: ['approvals'],
  approvals: ['approvals'],
  transfers: [],
  wizards: ['wizards'],
  slugs: ['platform'],
}

/** Query keys to renew when these collections changed; one that is not known renews everything. */
export function keysOf(collections: readonly string[]): readonly (readonly unknown[])[] {
  const subjects = new Set<string>()
  for (const collection of collections) {
    const known = SUBJECTS_OF[collection]
    if (known === undefined) return [[]]
    for (const subject of known) subjects.add(subject)
  }
  return [...subjects].map((subject) => [[subject]])
}
