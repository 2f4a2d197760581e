/** What the sample's people, teams and resources are called. Addresses are under `.example` (RFC 2606). */
import type { Matrix, ResourceKind } from '../../../src-preload/contract/access.ts'
import type { SliceLimits } from '../../../src-preload/contract/slices.ts'
import type { TeamGrant } from '../../../src-preload/contract/teams.ts'

export const FIRST = [
  'Aiko',
  'Bram',
  'Carmen',
  'Dana',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Keiko',
  'Luca',
  'Mina',
  'Nils',
  'Oona',
  'Pavel',
  'Quentin',
  'Rosa',
  'Samir',
  'Tilda',
  'Uma',
  'Viktor',
  'Wen',
  'Xenia',
  'Yusuf',
  'Zora',
] as const
export const LAST = [
  'Abbott',
  'Bergman',
  'Castro',
  'Dubois',
  'Eriksen',
  'Fontana',
  'Grant',
  'Haddad',
  'Ito',
  'Jansen',
  'Kovacs',
  'Lindqvist',
  'Moreau',
  'Nakamura',
  'Ortega',
  'Petrov',
  'Quist',
  'Rossi',
  'Sato',
  'Tanaka',
  'Ueda',
  'Varga',
  'Weber',
  'Yilmaz',
  'Zhang',
] as const
export const DEPARTMENTS = ['Engineering', 'Support', 'Sales', 'Finance', 'People', 'Research'] as const
export const TITLES: { readonly [D in (typeof DEPARTMENTS)[number]]: readonly string[] } = {
  Engineering: ['Software engineer', 'Site reliability engineer', 'Engineering manager'],
  Support: ['Support agent', 'Support lead'],
  Sales: ['Account executive', 'Sales engineer'],
  Finance: ['Accountant', 'Controller'],
  People: ['Recruiter', 'People partner'],
  Research: ['Research scientist', 'Data analyst'],
}

export const SUBJECTS = [
  'Onboarding',
  'Refunds',
  'Warranty',
  'Release notes',
  'Travel policy',
  'Robot arm maintenance',
  'Contract review',
  'Patient intake',
  'Shift planning',
  'Supplier audits',
  'Security questionnaire',
  'Brand voice',
  'Incident reports',
  'Price lists',
  'Spare parts',
  'Payroll questions',
  'Meeting minutes',
  'Lab results',
  'Field service',
  'Quality checks',
] as const
export const FORMS: { readonly [K in ResourceKind]: readonly string[] } = {
  knowledgeBase: ['handbook', 'library', 'archive'],
  chatbot: ['bot', 'desk', 'concierge'],
  assistant: ['assistant', 'co-writer', 'analyst'],
  template: ['template', 'outline', 'checklist'],
}

export interface SampleTeam {
  readonly name: string
  readonly description: string
  readonly grants: readonly TeamGrant[]
  /** What of the organization's pools is set aside for it. */
  readonly slices?: SliceLimits
}
export interface SampleRole {
  readonly name: string
  readonly description: string
  readonly matrix: Matrix
}
export interface SampleOrganization {
  readonly name: string
  readonly slug: string
  readonly domain: string
  readonly timeZone: string
  readonly people: number
  readonly resources: number
  readonly limits: { readonly [pool: string]: number }
  readonly teams: readonly SampleTeam[]
  readonly roles: readonly SampleRole[]
}

const onType = (type: TeamGrant['type'], ...operations: TeamGrant['operations']): TeamGrant => ({
  type,
  resourceId: null,
  operations,
})

export const ORGANIZATIONS: readonly SampleOrganization[] = [
  {
    name: 'Northwind Robotics',
    slug: 'northwind',
    domain: 'northwind.example',
    timeZone: 'Asia/Taipei',
    people: 33,
    resources: 118,
    limits: {
      seats: 50,
      knowledgeBase: 60,
      chatbot: 40,
      assistant: 40,
      template: 60,
      storageBytes: 40_000_000_000,
    },
    teams: [
      {
        name: 'Support',
        description: 'Answers customers; owns the support bots.',
        grants: [
          onType('chatbot', 'create', 'read', 'update', 'share'),
          onType('knowledgeBase', 'read', 'update'),
        ],
        slices: { chatbot: 12, storageBytes: 1_000_000_000 },
      },
      {
        name: 'Engineering',
        description: 'Builds the robots and their manuals.',
        grants: [onType('assistant', 'create', 'read', 'update', 'delete')],
        slices: { assistant: 10 },
      },
      {
        name: 'Field service',
        description: 'On site with customers.',
        grants: [onType('knowledgeBase', 'read'), onType('template', 'read', 'update')],
      },
      {
        name: 'Finance',
        description: 'Invoices and credits.',
        grants: [onType('credit', 'read', 'allocate'), onType('invoice', 'read', 'export')],
      },
      { name: 'Security', description: 'Reads the trail.', grants: [onType('audit', 'read', 'export')] },
    ],
    roles: [
      {
        name: 'Helpdesk',
        description: 'Adds and suspends people, nothing else.',
        matrix: {
          organization: ['read'],
          member: ['create', 'read', 'update', 'suspend'],
          team: ['read'],
          role: ['read'],
          invitation: ['create', 'read', 'update', 'delete'],
        },
      },
      {
        name: 'Content editor',
        description: 'Everything with templates and knowledge bases.',
        matrix: {
          organization: ['read'],
          member: ['read'],
          team: ['read'],
          template: ['create', 'read', 'update', 'delete', 'share'],
          knowledgeBase: ['create', 'read', 'update', 'delete', 'share'],
        },
      },
      {
        name: 'Auditor',
        description: 'Reads everything, changes nothing.',
        matrix: {
          organization: ['read'],
          settings: ['read'],
          member: ['read', 'export'],
          team: ['read'],
          role: ['read'],
          audit: ['read', 'export'],
          knowledgeBase: ['read'],
          chatbot: ['read'],
          assistant: ['read'],
          template: ['read'],
        },
      },
    ],
  },
  {
    name: 'Harbor Health',
    slug: 'harbor',
    domain: 'harbor-health.example',
    timeZone: 'Europe/Berlin',
    people: 19,
    resources: 62,
    limits: { seats: 22, knowledgeBase: 20, chatbot: 20, assistant: 30, template: 20 },
    teams: [
      {
        name: 'Clinic',
        description: 'Works with patients.',
        grants: [onType('assistant', 'read', 'update')],
      },
      {
        name: 'Front desk',
        description: 'Plans visits.',
        grants: [onType('chatbot', 'read', 'update'), onType('template', 'create', 'read', 'update')],
      },
      {
        name: 'Records',
        description: 'Keeps the archive.',
        grants: [onType('knowledgeBase', 'create', 'read', 'update', 'delete')],
        slices: { knowledgeBase: 4 },
      },
    ],
    roles: [
      {
        name: 'Records officer',
        description: 'Shares and hands over knowledge bases.',
        matrix: {
          organization: ['read'],
          member: ['read'],
          team: ['read'],
          knowledgeBase: ['create', 'read', 'update', 'delete', 'share', 'transfer'],
        },
      },
    ],
  },
  {
    name: 'Pine & Partners',
    slug: 'pine',
    domain: 'pine.example',
    timeZone: 'America/New_York',
    people: 6,
    resources: 20,
    limits: { seats: 8, knowledgeBase: 10 },
    teams: [
      {
        name: 'Partners',
        description: 'Sees every matter.',
        grants: [onType('knowledgeBase', 'create', 'read', 'update', 'delete', 'share')],
      },
    ],
    roles: [],
  },
]

/** People worth looking through the eyes of; `person` signs in first. */
export const SAMPLE_PERSON = 'ada.marsh@northwind.example'
/** Has an account of her own, and is offered to move into Northwind. */
export const OFFERED_PERSON = 'nora.fields@northwind.example'
export const SAMPLE_PEOPLE = [
  { email: SAMPLE_PERSON, note: 'Admin at Northwind Robotics, viewer at Harbor Health' },
  { email: 'ben.okafor@pine.example', note: 'Admin at Pine & Partners, member at Northwind Robotics' },
  { email: 'hana.novak@northwind.example', note: 'Helpdesk at Northwind Robotics' },
  { email: 'theo.lang@northwind.example', note: 'Viewer at Northwind Robotics' },
  { email: OFFERED_PERSON, note: 'An account of her own, offered to move into Northwind Robotics' },
  { email: 'olivia.reyes@platform.example', note: 'Operator of the whole platform' },
] as const
