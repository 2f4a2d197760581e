/**
 * The contract: the one table that everything reads. Enforcement, buttons, the isolation suite, the
 * command line, the audit catalogue and the reference are all derived from it. A procedure without a
 * declared permission does not satisfy `ContractTree` and is refused at start-up too.
 */
import { approvals } from './approvals.ts'
import { audit } from './audit.ts'
import { domainConflicts, domains } from './domains.ts'
import { enrollment } from './enrollment.ts'
import { eventFlow } from './event-flow.ts'
import { events } from './events.ts'
import { listExports } from './exports.ts'
import { health } from './health.ts'
import { imports } from './imports.ts'
import { invitations } from './invitations.ts'
import { members } from './members.ts'
import { migrations } from './migrations.ts'
import { organizations } from './organizations.ts'
import { permissions } from './permissions.ts'
import { platform } from './platform.ts'
import type { ContractTree } from './procedure.ts'
import { resources } from './resources.ts'
import { roles } from './roles.ts'
import { session } from './session.ts'
import { teams } from './teams.ts'
import { transfers } from './transfers.ts'
import { users } from './users.ts'
import { wizards } from './wizards.ts'

export const contract = {
  session,
  health,
  platform,
  users,
  organizations,
  members,
  imports,
  exports: listExports,
  invitations,
  teams,
  roles,
  permissions,
  resources,
  approvals,
  domains,
  domainConflicts,
  transfers,
  migrations,
  enrollment,
  audit,
  wizards,
  events: { ...events, ...eventFlow },
} satisfies ContractTree

export type Contract = typeof contract
