/** Kind → step → its form. */
import type { WizardKind } from '../../../src-preload/contract/wizards.ts'
import { CLAIM_DOMAIN } from './claim-domain.tsx'
import { CONNECT_WORKSPACE } from './connect-workspace.tsx'
import type { StepForm } from './form.ts'
import { MIGRATE_USER } from './migrate-user.tsx'
import { NEW_ORGANIZATION } from './new-organization.tsx'

export const FORMS: { readonly [K in WizardKind]: { readonly [step: string]: StepForm } } = {
  newOrganization: NEW_ORGANIZATION,
  claimDomain: CLAIM_DOMAIN,
  migrateUser: MIGRATE_USER,
  connectWorkspace: CONNECT_WORKSPACE,
}
