import { Button, Group } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { EmptyState, QueryState } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { useApi } from '../connection.tsx'
import { useSwitch } from '../use-switch.ts'

/** In the place of a page that a link of another organization leads to: which one, and the way there. */
export function Elsewhere({ orgId }: { readonly orgId: string }) {
  const { t } = useTranslation('shell')
  const api = useApi()
  const contexts = useQuery(api.session.contexts.queryOptions())
  const [url, setUrl] = useUrlState()
  const { enter } = useSwitch()
  const rest = Object.fromEntries(Object.entries(url).filter(([name]) => name !== 'in'))
  const stay = (
    <Button
      variant="default"
      onClick={() => setUrl(Object.fromEntries(Object.keys(url).map((n) => [n, undefined])))}
    >
      {t('elsewhere.stay')}
    </Button>
  )
  return (
    <QueryState query={contexts}>
      {(choices) => {
        const there = choices.find((choice) => choice.orgId === orgId)
        if (there === undefined)
          return <EmptyState title={t('elsewhere.unknown')} text={t('elsewhere.unknownText')} action={stay} />
        const { name } = there
        return (
          <EmptyState
            icon={<IconArrowsExchange size={24} />}
            title={t('elsewhere.title', { name })}
            text={t('elsewhere.text')}
            action={
              <Group justify="center">
                {stay}
                <Button onClick={() => void enter(orgId, name, rest)}>
                  {t('elsewhere.switch', { name })}
                </Button>
              </Group>
            }
          />
        )
      }}
    </QueryState>
  )
}
