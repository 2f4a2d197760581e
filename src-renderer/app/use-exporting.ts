import type { ResourceType } from '../../src-preload/contract/access.ts'
import { EXPORT_OPERATIONS } from '../../src-preload/contract/exports.ts'
import type { Exporting } from '../components/index.ts'
import { useClient } from './connection.tsx'
import { useWhyNot } from './guarded.tsx'

/**
 * That a list may leave as a file: who may read it may take it out, members ask for their own permission, and the
 * trail keeps each time.
 * @param filter what the list is narrowed by
 */
export function useExporting(type: ResourceType, filter: Readonly<Record<string, unknown>> = {}): Exporting {
  const client = useClient()
  const whyNot = useWhyNot()
  const narrowed = Object.entries(filter).filter(([, value]) => value !== undefined)
  return {
    whyNot: whyNot(type, EXPORT_OPERATIONS[type] ?? 'read'),
    record: ({ rows, columns, order }) => {
      const by = narrowed.map(([name, value]) => `${name} ${JSON.stringify(value)}`)
      const filtered = [...by, order].filter((part) => part !== '').join('; ')
      return client.exports.record({ type, rows, columns: [...columns], filter: filtered.slice(0, 2000) })
    },
  }
}
