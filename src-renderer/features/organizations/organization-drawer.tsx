import { Group, Stack, Table, Text, Title } from '@mantine/core'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Pool, PoolName } from '../../../src-preload/contract/organizations.ts'
import { useApi } from '../../app/index.ts'
import { BytesText, Drawer, NumberText, QueryState, StateBadge, Time } from '../../components/index.ts'
import { type MenuDialogs, OrganizationMenu } from './organization-menu.tsx'

interface OrganizationDrawerProps extends MenuDialogs {
  /** Of the address; undefined while closed. */
  readonly id: string | undefined
  readonly onClose: () => void
}

/** One organization as an operator sees it: state, counts, pools. */
export function OrganizationDrawer({ id, onClose, ...dialogs }: OrganizationDrawerProps) {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const detail = useQuery(api.platform.get.queryOptions({ input: id === undefined ? skipToken : { id } }))
  return (
    <Drawer opened={id !== undefined} onClose={onClose} position="right" size={440} title={detail.data?.name}>
      <QueryState query={detail}>
        {(organization) => (
          <Stack gap="md">
            <Group justify="space-between">
              <StateBadge
                state={organization.state}
                label={words(`organizationState.${organization.state}`)}
              />
              <OrganizationMenu organization={organization} {...dialogs} />
            </Group>
            <Table withRowBorders={false} verticalSpacing={4}>
              <Table.Tbody>
                <Fact label={t('slug')}>{organization.slug}</Fact>
                <Fact label={t('kind')}>{t(`kinds.${organization.kind}`)}</Fact>
                <Fact label={t('members')}>
                  <NumberText value={organization.members} />
                </Fact>
                <Fact label={t('created')}>
                  <Time at={organization.createdAt} />
                </Fact>
                {organization.stateReason !== '' && (
                  <Fact label={t('stateReason')}>{organization.stateReason}</Fact>
                )}
                {organization.erasedAt !== null && (
                  <Fact label={t('erased')}>
                    <Time at={organization.erasedAt} show="date" />
                  </Fact>
                )}
              </Table.Tbody>
            </Table>
            <Title order={3}>{t('pools')}</Title>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('pool')}</Table.Th>
                  <Table.Th ta="right">{t('used')}</Table.Th>
                  {sliced(organization.pools) && <Table.Th ta="right">{t('setAside')}</Table.Th>}
                  <Table.Th ta="right">{t('limit')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {organization.pools.map((pool) => (
                  <Table.Tr key={pool.pool}>
                    <Table.Td>{words(`pool.${pool.pool}`)}</Table.Td>
                    <Table.Td ta="right">
                      <Amount pool={pool.pool} value={pool.used} />
                    </Table.Td>
                    {sliced(organization.pools) && (
                      <Table.Td ta="right">
                        {pool.setAside > 0 && <Amount pool={pool.pool} value={pool.setAside} />}
                      </Table.Td>
                    )}
                    <Table.Td ta="right">
                      {pool.limit === null ? (
                        <Text size="sm" c="dimmed" span>
                          {words('noLimit')}
                        </Text>
                      ) : (
                        <Amount pool={pool.pool} value={pool.limit} />
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Stack>
        )}
      </QueryState>
    </Drawer>
  )
}

const sliced = (pools: readonly Pool[]): boolean => pools.some(({ setAside }) => setAside > 0)

const Amount = ({ pool, value }: { readonly pool: PoolName; readonly value: number }) =>
  pool === 'storageBytes' ? <BytesText value={value} /> : <NumberText value={value} />

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={140} c="dimmed" fw={400}>
        {label}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  )
}
