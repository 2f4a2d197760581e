/** The columns of the files that we write, named as the directory names them in its own. */
import type { MemberRecord } from '../store/records/index.ts'

export const CASTELLAN_COLUMNS = [
  'Email',
  'Name',
  'Department',
  'Title',
  'Status',
  'Roles',
  'Teams',
  'Source',
  'Joined',
] as const

export type Format = 'castellan' | 'google' | 'entra' | 'okta'
/** A member with the names of roles and teams. */
export type Listed = MemberRecord & { readonly roles: string; readonly teams: string }
type Columns = readonly (readonly [header: string, value: (m: Listed) => string])[]

/** `Ada Marsh` → `Ada`, `Marsh`: everything up to the last space is the first name, so that joining gives the name back. */
export function splitName(name: string): { readonly first: string; readonly last: string } {
  const at = name.lastIndexOf(' ')
  return at < 0 ? { first: name, last: '' } : { first: name.slice(0, at), last: name.slice(at + 1) }
}

export const FORMATS: { readonly [F in Format]: Columns } = {
  castellan: [
    ['Email', (m) => m.email],
    ['Name', (m) => m.name],
    ['Department', (m) => m.department],
    ['Title', (m) => m.title],
    ['Status', (m) => m.state],
    ['Roles', (m) => m.roles],
    ['Teams', (m) => m.teams],
    ['Source', (m) => m.source],
    ['Joined', (m) => m.joinedAt],
  ],
  google: [
    ['First Name [Required]', (m) => splitName(m.name).first],
    ['Last Name [Required]', (m) => splitName(m.name).last],
    ['Email Address [Required]', (m) => m.email],
    // Four asterisks leave a password as it is when the file is uploaded; we hold none.
    ['Password [Required]', () => '****'],
    ['Org Unit Path [Required]', () => '/'],
    ['Status [READ ONLY]', (m) => (m.state === 'suspended' ? 'Suspended' : 'Active')],
    ['Employee Title', (m) => m.title],
    ['Department', (m) => m.department],
  ],
  entra: [
    ['userPrincipalName', (m) => m.email],
    ['displayName', (m) => m.name],
    ['surname', (m) => splitName(m.name).last],
    ['mail', (m) => m.email],
    ['givenName', (m) => splitName(m.name).first],
    ['jobTitle', (m) => m.title],
    ['department', (m) => m.department],
    ['accountEnabled', (m) => (m.state === 'suspended' ? 'False' : 'True')],
  ],
  okta: [
    ['login', (m) => m.email],
    ['firstName', (m) => splitName(m.name).first],
    ['lastName', (m) => splitName(m.name).last],
    ['email', (m) => m.email],
    ['displayName', (m) => m.name],
    ['title', (m) => m.title],
    ['department', (m) => m.department],
    ['status', (m) => (m.state === 'suspended' ? 'SUSPENDED' : 'ACTIVE')],
  ],
}
