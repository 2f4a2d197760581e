/**
 * English, the language that the catalogues are written in first. The rule they keep: every other language has the same keys,
 * which a test holds.
 */
import { approvals } from './approvals.ts'
import { components } from './components.ts'
import { domains } from './domains.ts'
import { events } from './events.ts'
import { migrations } from './migrations.ts'
import { organizations } from './organizations.ts'
import { overview } from './overview.ts'
import { people } from './people.ts'
import { resources } from './resources.ts'
import { roles } from './roles.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { teams } from './teams.ts'
import { transfers } from './transfers.ts'
import { wizards } from './wizards.ts'
import { words } from './words.ts'

/** English: the catalogue that defines the keys. */
export const en = {
  shell,
  components,
  words,
  overview,
  organizations,
  domains,
  people,
  teams,
  roles,
  resources,
  settings,
  approvals,
  transfers,
  events,
  migrations,
  wizards,
} as const
