import { Badge, Card, Group, ScrollArea, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Matrix } from '../../../src-preload/contract/access.ts'
import type { Difference } from '../../../src-preload/contract/permissions.ts'
import { useApi } from '../../app/index.ts'
import { ColorAvatar, QueryState } from '../../components/index.ts'
import { usePermissionWords } from '../people/permission-words.ts'
import classes from './matrix.module.css'

interface DifferencePanelProps {
  readonly roleId: string | null
  readonly matrix: Matrix
  readonly changed: boolean
}

/** Who would gain and lose what if the matrix were saved now; asked while it is edited. */
export function DifferencePanel({ roleId, matrix, changed }: DifferencePanelProps) {
  const { t } = useTranslation('roles')
  const api = useApi()
  const [settled] = useDebouncedValue(matrix, 250)
  const query = useQuery({
    ...api.permissions.whatIfRole.queryOptions({
      input: { roleId, matrix: settled as never, memberIds: [] },
    }),
    enabled: changed && roleId !== null,
    placeholderData: keepPreviousData,
  })
  return (
    <Card component="section" aria-label={t('difference.title')} aria-live="polite">
      <Title order={2} mb="xs">
        {t('difference.title')}
      </Title>
      {roleId === null ? (
        <Text size="sm" c="dimmed">
          {t('difference.newRole')}
        </Text>
      ) : changed ? (
        <QueryState query={query}>{(difference) => <DifferenceView difference={difference} />}</QueryState>
      ) : (
        <Text size="sm" c="dimmed">
          {t('difference.nothing')}
        </Text>
      )}
    </Card>
  )
}

/** How many gain and lose each permission, and the first of them by name. */
export function DifferenceView({ difference }: { readonly difference: Difference }) {
  const { t, i18n } = useTranslation('roles')
  const { affected, gaining, losing, totals, members } = difference
  const words = usePermissionWords()
  const number = (n: number): string => n.toLocaleString(i18n.language)
  const most = Math.max(1, ...totals.flatMap((x) => [x.gain, x.lose]))
  if (affected === 0) return <Text size="sm">{t('difference.nobody')}</Text>
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Badge color="teal">{t('difference.gaining', { count: gaining })}</Badge>
        <Badge color="orange">{t('difference.losing', { count: losing })}</Badge>
      </Group>
      <Stack gap={4}>
        {totals.map(({ permission, gain, lose }) => (
          <div key={permission}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="xs">{words(permission)}</Text>
              <Text size="xs" c="dimmed">
                {[lose > 0 ? `−${number(lose)}` : '', gain > 0 ? `+${number(gain)}` : '']
                  .filter(Boolean)
                  .join(' ')}
              </Text>
            </Group>
            <div className={classes['bar']} aria-hidden>
              <div className={classes['loss']} style={{ width: `${(lose / most) * 100}%` }} />
              <div className={classes['gain']} style={{ width: `${(gain / most) * 100}%` }} />
            </div>
          </div>
        ))}
      </Stack>
      <ScrollArea.Autosize mah={320} type="auto" viewportProps={{ tabIndex: 0 }}>
        <Stack gap="xs">
          {members.map((m) => (
            <Group key={m.memberId} gap="xs" wrap="nowrap" align="flex-start">
              <ColorAvatar name={m.name} size={24} />
              <div>
                <Text size="sm">{m.name}</Text>
                {m.gains.length > 0 && (
                  <Text size="xs" c="teal">
                    + {m.gains.map(words).join(', ')}
                  </Text>
                )}
                {m.loses.length > 0 && (
                  <Text size="xs" c="orange">
                    − {m.loses.map(words).join(', ')}
                  </Text>
                )}
              </div>
            </Group>
          ))}
          {affected > members.length && (
            <Text size="xs" c="dimmed">
              {t('difference.more', { count: affected - members.length })}
            </Text>
          )}
        </Stack>
      </ScrollArea.Autosize>
    </Stack>
  )
}
