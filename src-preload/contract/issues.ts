/**
 * What may be wrong with what a person gives, one sentence each, in English. A window has each in its own language and
 * knows it again by its words; what stands in `{{…}}` is of the case at hand.
 */
export const ISSUES = {
  id: 'must be an id as lists give it (a UUID)',
  empty: 'must not be empty',
  long: 'must have at most 120 characters',
  invisible: 'must not have invisible or direction-changing characters',
  direction: 'must not have direction-changing characters',
  email: 'must be an e-mail address such as ada@example.com',
  reason: 'say why, in at least 3 characters',
  slug: 'must have 3 to 40 characters a–z, 0–9 and -, begin with a letter',
  unknown: 'is not known here',
  typedName: "must be the organization's name, {{name}}",
  nameServer: '{{server}} is not the address of a name server, such as 9.9.9.9 or [::1]:5353',
  brokerAddress: 'must be amqp://name:password@host:port/virtual-host, or amqps:// with TLS',
  workspaceName: 'must have 1 to 40 characters a–z, 0–9 and -',
  workspaceThere: 'is the name of a workspace that is there already',

  roles: 'must name at least one role',
  roleElsewhere: 'names a role that this organization does not have',
  teamElsewhere: 'names a team that this organization does not have',
  memberElsewhere: 'names a member that this organization does not have',
  operations: 'must name at least one operation',
  operationsAmong: 'must be among {{names}}',
  teams: 'must name at least one team',
  teamsOnlyWith: 'can be named only with the visibility teams',
  resources: 'must name at least one resource',

  sliceUsed: 'must be at least {{least}}: so much counts to the team already',
  sliceRoom:
    'must be at most {{most}}: the pool has {{limit}}, other teams have {{others}} of it, and {{inUse}} of the rest are in use',
  limitSetAside: 'must be at least {{least}}: so much is set aside for teams',

  malformed: 'is not a domain name such as example.com',
  notJustDomain: 'must be the domain alone, without address, path or port, such as example.com',
  ipLiteral: 'is an IP address; only a domain name can be claimed',
  singleLabel: 'has a single label; a domain has at least two, such as example.com',
  mixedScript: 'mixes letters of several scripts, which makes names look like others',
  tooLong: 'is too long: the name of its TXT record would not fit into DNS',
  publicSuffix: 'is a public suffix, under which anybody can register names',
  mailProvider: 'belongs to a public mail provider, whose users are not of one organization',

  slugTaken: 'is taken; choose another one',
  admins: 'must name at least one admin',
  adminTwice: 'names {{email}} twice',
  accountDisabled: 'names {{email}}, whose account is disabled',
  adminSeats: 'must be at least {{least}}: so many admins were named',
  adminClaims: 'must begin with somebody who can claim the domain',
  claimedAs: 'is claimed as {{domain}} by now; begin another flow for another domain',
  noOffer: 'is no offer to you',
  offerAccepted: 'was accepted already',
  stepBefore: 'comes after {{step}}, which has no answer yet',

  fileLarge: 'is too large; at most 64 MB are read at once',
  fileEmpty: 'is empty; it must be a CSV file (comma, semicolon or tab) in UTF-8, UTF-16 or Windows-1252',
  fileNoText: 'is no text; it must be a CSV file (comma, semicolon or tab) in UTF-8, UTF-16 or Windows-1252',
  fileWorkbook: 'is an Excel workbook or an archive; save the sheet as “CSV UTF-8” and choose that file',
  fileOldWorkbook: 'is an old Excel workbook; save the sheet as “CSV UTF-8” and choose that file',
  fileCompressed: 'is compressed; unpack it and choose the CSV file inside',
  filePdf: 'is a PDF; export the people as CSV from the directory itself',
  fileColumns: "has {{columns}} columns; a directory's export has at most {{most}}",
  fileNoRows: 'has a header and no rows; it must have one row for each person',
  fileQuote:
    'has a quotation mark that is never closed, at the latest in line {{line}}; a quotation mark inside quotes is doubled',
  fileNoTable:
    'is no table that can be read; it must have a header and one row for each person, separated by comma, semicolon or tab',
  addressColumn: 'must name the column that holds the e-mail address',

  // What a schema says where it has no words of its own. The last ones: their sentences are the most general.
  missing: 'is missing',
  text: 'must be text',
  number: 'must be a number',
  wholeNumber: 'must be a whole number',
  yesNo: 'must be true or false',
  list: 'must be a list',
  fields: 'must be an object with fields',
  entry: 'must have at least one entry',
  instant: 'must be a time such as 2026-05-01T08:00:00.000Z',
  day: 'must be a day such as 2026-05-01',
  webAddress: 'must be an address such as https://example.com',
  leastCharacters: 'must have at least {{least}} characters',
  mostCharacters: 'must have at most {{most}} characters',
  leastEntries: 'must have at least {{least}} entries',
  mostEntries: 'must have at most {{most}} entries',
  multiple: 'must be a multiple of {{step}}',
  oneOf: 'must be one of {{values}}',
  least: 'must be at least {{least}}',
  most: 'must be at most {{most}}',
  above: 'must be more than {{limit}}',
  below: 'must be less than {{limit}}',
  form: 'does not have the form that is expected here',
  unexpected: 'is not what is expected here',
} as const
export type IssueKey = keyof typeof ISSUES

type Named<S extends string> = S extends `${string}{{${infer N}}}${infer Rest}` ? N | Named<Rest> : never
type Values<K extends IssueKey> = { readonly [N in Named<(typeof ISSUES)[K]>]: string | number }
/** Sentences with something of the case at hand in them. */
type Filled = { [K in IssueKey]: Named<(typeof ISSUES)[K]> extends never ? never : K }[IssueKey]

const PLACE = /\{\{(\w+)\}\}/g

/** The sentence with its values, which are all to be given. */
export const issueText = <K extends Filled>(key: K, values: Values<K>): string =>
  ISSUES[key].replace(PLACE, (_, name: string) => String((values as Record<string, string | number>)[name]))

const PATTERNS = (Object.keys(ISSUES) as IssueKey[]).map((key) => {
  const names = [...ISSUES[key].matchAll(PLACE)].map(([, name = '']) => name)
  const pattern = ISSUES[key]
    .split(PLACE)
    .map((part, i) => (i % 2 ? '(.+)' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
  return { key, names, pattern: new RegExp(`^${pattern}$`, 'su') }
})

/** Which sentence of the catalogue this is, and its values; undefined for any other. */
export function readIssue(
  sentence: string,
): { readonly key: IssueKey; readonly values: Readonly<Record<string, string>> } | undefined {
  for (const { key, names, pattern } of PATTERNS) {
    const found = pattern.exec(sentence)
    if (found) return { key, values: Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ''])) }
  }
  return undefined
}
