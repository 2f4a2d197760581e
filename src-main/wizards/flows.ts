/** Every guided flow there is. */
import type { WizardKind } from '../../src-preload/contract/wizards.ts'
import { claimDomain } from './claim-domain.ts'
import { connectWorkspace } from './connect-workspace.ts'
import type { Flow } from './flow.ts'
import { migrateUser } from './migrate-user.ts'
import { newOrganization } from './new-organization.ts'

export const FLOWS: { readonly [K in WizardKind]: Flow<K> } = {
  newOrganization,
  claimDomain,
  migrateUser,
  connectWorkspace,
}
