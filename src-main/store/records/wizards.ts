import { z } from 'zod'
import { wizardKind, wizardResult } from '../../../src-preload/contract/wizards.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({
  ...base,
  kind: wizardKind,
  state: z.enum(['open', 'finished', 'abandoned']),
  ownerId: z.string(),
  ownerName: z.string(),
  /** Step → checked answer. Secrets are not among them: they are in the keychain. */
  answers: z.record(z.string(), z.unknown()),
  notes: z.record(z.string(), z.string()),
  expiresAt: z.string(),
  result: wizardResult.nullable(),
})
export type WizardRecord = z.infer<typeof schema>

/** Guided flows, in the tenant from which they were begun. */
export const wizards = collection<WizardRecord>({
  name: 'wizards',
  schema,
  fields: { kind: 'string', state: 'string', ownerId: 'string', expiresAt: 'string' },
  indexes: [{ fields: ['ownerId'] }, { fields: ['state'], across: true }],
  searchable: [],
})
