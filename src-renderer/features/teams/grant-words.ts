import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { RESOURCE_KINDS, type ResourceKind, type ResourceType } from '../../../src-preload/contract/access.ts'
import { useApi } from '../../app/index.ts'
import type { Grant } from './grants.ts'

const isKind = (type: ResourceType): type is ResourceKind => RESOURCE_KINDS.some((k) => k === type)

/** Names of the single things that grants are on; null for what may not be seen. */
export function useThingNames(grants: readonly Grant[]): (resourceId: string) => string | null {
  const api = useApi()
  const singles = grants.flatMap((g) =>
    g.resourceId !== null && isKind(g.type) ? [{ kind: g.type, id: g.resourceId }] : [],
  )
  const answers = useQueries({
    queries: singles.map((input) => api.resources.get.queryOptions({ input, retry: false })),
  })
  return (resourceId) => answers[singles.findIndex((s) => s.id === resourceId)]?.data?.name ?? null
}

/** `useGrantWords(name)(grants)` → "read and change knowledge bases, and read the chatbot “Desk”". */
export function useGrantWords(
  nameOf: (resourceId: string) => string | null,
): (grants: readonly Grant[]) => string {
  const { t, i18n } = useTranslation('teams')
  const { t: words } = useTranslation('words')
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  // Chinese writes the same word between operations and between grants, where nothing would tell them apart.
  const together = (parts: readonly string[]): string =>
    i18n.language.startsWith('zh') ? parts.join('；') : list.format(parts)
  return (grants) =>
    together(
      grants.map((grant) => {
        const operations = list.format(grant.operations.map((o) => words(`operation.${o}`)))
        if (grant.resourceId === null)
          return t('grants.onType', {
            operations,
            type: words(`type.${grant.type}`).toLocaleLowerCase(i18n.language),
          })
        const one = words(`one.${grant.type}`)
        const name = nameOf(grant.resourceId)
        return name === null
          ? `${operations} ${t('grants.unknown', { type: one })}`
          : t('grants.onOne', { operations, type: one, name })
      }),
    )
}
