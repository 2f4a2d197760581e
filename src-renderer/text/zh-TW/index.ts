/**
 * Traditional Chinese as it is written in Taiwan. The rule it keeps: it has every key of the English catalogues and no other,
 * which a test holds.
 */
import type { en } from '../en/index.ts'
import type { SameKeys } from '../same-keys.ts'
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

/** Traditional Chinese, as it is written in Taiwan. */
export const zhTW: SameKeys<typeof en> = {
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
}
