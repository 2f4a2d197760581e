/** Reasons of an import in English, as the command line and the file of refused rows have them. */
import type { ImportReason } from '../../src-preload/contract/import-reasons.ts'

export const sentenceOf = (reasons: readonly ImportReason[]): string => reasons.map(one).join('; ')

function one(reason: ImportReason): string {
  switch (reason.code) {
    case 'noAddress':
      return 'has no e-mail address'
    case 'guest':
      return 'is a guest of the directory; invite them with the address of their own organization'
    case 'longAddress':
      return 'the e-mail address must have at most 254 characters'
    case 'address':
      return `the e-mail address ${reason.issue}`
    case 'sameAddress':
      return `has the same address as row ${reason.row}`
    case 'field':
      return `the ${reason.field} ${reason.issue}`
    case 'noSeat':
      return 'there is no seat left for this row'
    case 'suspendedThere':
      return 'is suspended in the directory'
    case 'suspendedThereAlone':
      return `is suspended in the directory and ${reason.state} here; suspend the membership if that is meant`
    case 'ungivable':
      return `you may not give the ${reason.what} ${reason.name}: you do not hold ${reason.exceeds.join(', ')}`
    case 'joins':
      return `joins with ${namesOf(reason)}`
    case 'gets':
      return `gets ${namesOf(reason)}`
    case 'changes':
      return reason.before === ''
        ? `${reason.field} ${reason.after}`
        : `${reason.field} ${reason.before} → ${reason.after}`
    case 'staysSuspended':
      return 'stays suspended'
  }
}

function namesOf({
  roles,
  teams,
}: {
  readonly roles: readonly string[]
  readonly teams: readonly string[]
}): string {
  const list = (what: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${what} ${names.join(', ')}`]
  return [...list('role', roles), ...list('team', teams)].join(' and ')
}
