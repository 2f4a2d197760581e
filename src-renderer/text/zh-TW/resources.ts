import type { resources as en } from '../en/resources.ts'
import type { SameKeys } from '../same-keys.ts'

export const resources: SameKeys<typeof en> = {
  title: '資源',
}
