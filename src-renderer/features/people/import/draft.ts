import type {
  ColumnMapping,
  ImportFile,
  ImportPlan,
  ImportRule,
} from '../../../../src-preload/contract/imports.ts'

/** A rule while it is being written; `key` tells rules apart while they come and go. */
export interface DraftRule {
  readonly key: number
  readonly column: number
  readonly equals: string
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
}

/** Everything that the wizard asks for, before anything is written. */
export interface Draft {
  readonly file: ImportFile
  readonly mapping: ColumnMapping
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
  readonly rules: readonly DraftRule[]
}

/** What a file starts with: the columns that were recognised, and the organization's default role for everybody. */
export const draftOf = (file: ImportFile, defaultRoleId: string): Draft => ({
  file,
  mapping: file.mapping,
  roleIds: [defaultRoleId],
  teamIds: [],
  rules: [],
})

const isWhole = (rule: DraftRule): boolean =>
  rule.equals.trim() !== '' && rule.roleIds.length + rule.teamIds.length > 0

/** The plan as the contract takes it; a rule that says nothing yet is left out. */
export const planOf = (draft: Draft): ImportPlan => ({
  importId: draft.file.importId,
  mapping: { ...draft.mapping },
  roleIds: [...draft.roleIds],
  teamIds: [...draft.teamIds],
  rules: draft.rules.filter(isWhole).map(
    (rule): ImportRule => ({
      column: rule.column,
      equals: rule.equals.trim(),
      roleIds: [...rule.roleIds],
      teamIds: [...rule.teamIds],
    }),
  ),
})
