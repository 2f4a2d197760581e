/** Where each flow can be begun, and what it takes there; the core asks again at every step. */
import type { Operation, ResourceType } from '../../../src-preload/contract/access.ts'
import type { CurrentContext } from '../../../src-preload/contract/session.ts'
import type { WizardKind } from '../../../src-preload/contract/wizards.ts'

interface Need {
  readonly kinds: readonly CurrentContext['kind'][]
  readonly permission: readonly [ResourceType, Operation] | null
}

export const NEEDS: { readonly [K in WizardKind]: Need } = {
  newOrganization: { kinds: ['platform'], permission: ['platformOrganization', 'create'] },
  claimDomain: { kinds: ['organization'], permission: ['domain', 'create'] },
  migrateUser: { kinds: ['organization', 'personal', 'platform'], permission: null },
  connectWorkspace: { kinds: ['organization', 'personal', 'platform'], permission: null },
}
