import { Alert, Button, Group, Text } from '@mantine/core'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../app/index.ts'
import { MigrationDialog } from './migration-dialog.tsx'

/** An offer is made in an organization that this session is not in, so nothing tells of it by itself. */
const ASK_EVERY_MS = 60_000

/** The newest open offer, above whatever page; until it is looked at, declined, or put off for this session. */
export function OfferBanner() {
  const { t } = useTranslation('migrations')
  const offers = useQuery(useApi().migrations.mine.queryOptions({ refetchInterval: ASK_EVERY_MS }))
  const [later, setLater] = useState<readonly string[]>([])
  const [open, setOpen] = useState<string | null>(null)
  const offer = offers.data?.find((o) => o.state === 'offered' && o.closed === '' && !later.includes(o.id))
  const opened = offers.data?.find((o) => o.id === open)
  return (
    <>
      {offer !== undefined && (
        <Alert color="blue" radius={0} py={6} icon={<IconBuildingCommunity />}>
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{t('banner', { org: offer.orgName, domain: offer.domain })}</Text>
            <Group gap="xs" wrap="nowrap">
              <Button size="compact-sm" onClick={() => setOpen(offer.id)}>
                {t('look')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setLater([...later, offer.id])}>
                {t('later')}
              </Button>
            </Group>
          </Group>
        </Alert>
      )}
      {opened !== undefined && <MigrationDialog offer={opened} onClose={() => setOpen(null)} />}
    </>
  )
}
