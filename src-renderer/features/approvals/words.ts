import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES } from '../../../src-preload/contract/access.ts'
import type { Approval, PlannedChange } from '../../../src-preload/contract/approvals.ts'
import { useHere } from '../../app/index.ts'
import { en } from '../../text/en/index.ts'
import { englishOr } from '../../text/problem-words.ts'

type Field = keyof typeof en.approvals.field
type Value = keyof typeof en.approvals.value
type Kind = keyof typeof en.words.one
const isField = (what: string): what is Field => Object.hasOwn(en.approvals.field, what)
const isValue = (value: string): value is Value => Object.hasOwn(en.approvals.value, value)
/** What the core writes beside a name; everything else beside one is a name of its own. */
const OF_NAMED = ['claim', 'domain']
const isKind = (what: string): what is Kind => Object.hasOwn(en.words.one, what)

/** A request in the person's language where its kind is known here; else the sentence that came with it. */
export function useTitle(): (approval: Pick<Approval, 'kind' | 'title' | 'changes'>) => string {
  const { t } = useTranslation('approvals')
  const { context } = useHere()
  return ({ kind, title, changes }) => {
    const named = changes.filter((c) => isKind(c.what))
    const [first] = named
    if (kind === 'transferOut' && first) {
      const target = first.after ?? ''
      return named.length === 1
        ? t('titleOf.transferOne', { name: first.name ?? '', target })
        : t('titleOf.transferMany', { count: named.length, target })
    }
    // Operators close others' organizations, whose names are in the sentence alone.
    if (kind === 'organizationClose' && context.kind !== 'platform')
      return t('titleOf.close', { name: context.name })
    const [about] = changes
    if (kind === 'domainConflict' && about?.name !== undefined)
      return context.kind === 'platform'
        ? t('titleOf.rule', { domain: about.name, target: about.after ?? '' })
        : t('titleOf.giveUp', { domain: about.name })
    const who = changes.find((c) => c.what === 'member')?.after
    if (kind === 'seat' && who) return t('titleOf.seat', { who })
    return kind === 'policyLoosening' ? t('titleOf.loosen') : title
  }
}

/** Why it was asked for. What the platform asks for it says in one sentence, in the person's language. */
export function useReason(): (approval: Pick<Approval, 'kind' | 'reason' | 'changes'>) => string {
  const { t } = useTranslation('approvals')
  return ({ kind, reason, changes }) => {
    const domain = changes.find((c) => c.what === 'domain')?.after
    if (kind === 'seat' && domain) return t('seatReason', { domain })
    return reason === '' ? t('noReason') : reason
  }
}

/** Why it was not carried out, in the language of the window. */
export function useFailure(): (approval: Pick<Approval, 'failure' | 'failedBecause'>) => string {
  const { t } = useTranslation('approvals')
  return ({ failure, failedBecause }) =>
    englishOr(failure, () => t(failedBecause === 'changed' ? 'failureText.changed' : 'failureText.refused'))
}

export interface Line {
  readonly what: string
  readonly name: string
  readonly before: string
  readonly after: string
}

/** One line of what will be done, in words; what is not known here shows as it came. */
export function useLine(): (change: PlannedChange) => Line {
  const { t } = useTranslation('approvals')
  const { t: words } = useTranslation('words')
  return ({ what, name = '', before, after }) => {
    const named = name !== '' && !OF_NAMED.includes(what)
    const value = (text: string | null): string => {
      if (text === null) return t('nothing')
      const builtIn = what === 'role' ? BUILT_IN_ROLES.find((r) => r === text.toLowerCase()) : undefined
      if (builtIn !== undefined) return words(`builtInRole.${builtIn}`)
      const days = what === 'erasure' ? /^(\d+) days/.exec(text)?.[1] : undefined
      if (days !== undefined) return t('daysAfter', { count: Number(days) })
      // A resource or organization may be called like a word of ours; its name stays as it is.
      return !named && isField(what) && isValue(text) ? t(`value.${text}`) : text
    }
    const label = isField(what) ? t(`field.${what}`) : isKind(what) ? words(`one.${what}`) : what
    return { what: label, name, before: value(before), after: value(after) }
  }
}
