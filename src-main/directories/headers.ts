/** What the columns of directories are called, and which of our fields they hold. */
import type { IMPORT_FIELDS } from '../../src-preload/contract/imports.ts'

export type ImportField = (typeof IMPORT_FIELDS)[number]

const BRACKETS = /\[([^\]]*)\]/gu

/** Lower case, letters and digits only. */
const keyOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^user\./u, '')
    .replace(/[^\p{L}\p{N}]/gu, '')

/** What a header says in words, outside its brackets. */
const wordsOf = (header: string): string => header.replace(BRACKETS, '')

/**
 * A header as it is compared: lower case, letters and digits only. A note in brackets is dropped
 * (`First Name [Required]`), unless it is the attribute itself, as in Entra's bulk templates
 * (`User name [userPrincipalName] Required`).
 */
export function headerKey(header: string): string {
  const bracketed = [...header.matchAll(BRACKETS)][0]?.[1] ?? ''
  const isNote = /required|only|must|e\.164/iu.test(bracketed)
  return keyOf(bracketed !== '' && !isNote ? bracketed : wordsOf(header))
}

/** Our field → the keys of headers that mean it, the likeliest first. `state` is a part of an address, never a status. */
export const FIELD_KEYS: { readonly [F in ImportField]: readonly string[] } = {
  email: [
    'email',
    'emailaddress',
    'mail',
    'primaryemail',
    'primaryemailaddress',
    'workemail',
    'useremail',
    'userprincipalname',
    'login',
    'username',
    'upn',
    'emailadresse',
    '電子郵件',
    '電子郵件地址',
    '信箱',
  ],
  firstName: ['firstname', 'givenname', 'first', 'forename', 'vorname', 'prénom', 'nombre', '名字', '名'],
  lastName: [
    'lastname',
    'surname',
    'familyname',
    'last',
    'nachname',
    'nom',
    'apellido',
    'apellidos',
    '姓氏',
    '姓',
  ],
  name: ['displayname', 'name', 'fullname', 'employeename', '姓名', '顯示名稱'],
  department: ['department', 'dept', 'division', 'abteilung', 'departamento', '部門'],
  title: ['jobtitle', 'title', 'employeetitle', 'position', 'jobposition', '職稱', '職位'],
  status: [
    'status',
    'accountstatus',
    'userstatus',
    'accountenabled',
    'enabled',
    'blockcredential',
    'blocksignin',
    'suspended',
    '狀態',
  ],
}

/** Status columns whose “yes” means that the person is shut out. */
const INVERTED: ReadonlySet<string> = new Set(['blockcredential', 'blocksignin', 'suspended'])
/** Entra's template for new people names the attribute and asks the opposite: `Block sign in (Yes/No) [accountEnabled]`. */
const isInverted = (header: string): boolean =>
  INVERTED.has(headerKey(header)) || keyOf(wordsOf(header)).startsWith('block')
const YES = new Set(['true', 'yes', '1', 'y'])
const NO = new Set(['false', 'no', '0', 'n'])
const ENDED = new Set([
  'suspended',
  'archived',
  'deleted',
  'deprovisioned',
  'deactivated',
  'inactive',
  'disabled',
  'blocked',
  'terminated',
])

/** True when a status cell says that the person may not sign in to the directory any more. */
export function isSuspended(header: string, value: string): boolean {
  const said = value.trim().toLowerCase()
  if (ENDED.has(said)) return true
  return (isInverted(header) ? YES : NO).has(said)
}
