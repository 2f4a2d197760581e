import { Anchor, Button, Group, Table, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterGroup } from '../../../../src-preload/contract/events.ts'
import { ErrorState, LoadingState, NumberText, Time } from '../../../components/index.ts'
import { LISTED, useLettersOf } from './use-letters.ts'

interface ReasonGroupProps {
  readonly queue: string
  readonly group: LetterGroup
  readonly actions: React.ReactNode
  readonly onOpen: (letterId: string) => void
}

/** What died of one reason: how much, since when, and each message for who opens it. */
export function ReasonGroup({ queue, group, actions, onOpen }: ReasonGroupProps) {
  const { t } = useTranslation('events')
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={opened}
            aria-label={opened ? t('dead.close') : t('dead.open')}
            onClick={() => setOpened((o) => !o)}
          >
            {opened ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
          </Button>
        </Table.Td>
        <Table.Td style={{ overflowWrap: 'anywhere', unicodeBidi: 'isolate' }}>
          <Text size="sm">{group.reason}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {group.types
              .map(({ type, messages }) => `${messages} × ${type === '' ? t('dead.unreadable') : type}`)
              .join(', ')}
          </Text>
        </Table.Td>
        <Table.Td ta="right">
          <NumberText value={group.messages} />
        </Table.Td>
        <Table.Td style={{ whiteSpace: 'nowrap' }}>
          <Time at={group.newest} />
        </Table.Td>
        <Table.Td>{actions}</Table.Td>
      </Table.Tr>
      {opened && <Messages queue={queue} because={group.reason} onOpen={onOpen} />}
    </>
  )
}

interface MessagesProps {
  readonly queue: string
  readonly because: string
  readonly onOpen: ReasonGroupProps['onOpen']
}

function Messages({ queue, because, onOpen }: MessagesProps) {
  const { t } = useTranslation('events')
  const letters = useLettersOf(queue, because)
  const items = letters.data?.pages.flatMap((page) => page.items) ?? []
  const matching = letters.data?.pages.at(-1)?.matching ?? 0
  return (
    <>
      {items.map((letter) => (
        <Table.Tr key={letter.letterId}>
          <Table.Td />
          <Table.Td colSpan={2} style={{ overflowWrap: 'anywhere' }}>
            <Text size="xs" ff="monospace">
              {letter.type === '' ? t('dead.unreadable') : letter.type} {letter.subject}
            </Text>
          </Table.Td>
          <Table.Td fz="xs" style={{ whiteSpace: 'nowrap' }}>
            <Time at={letter.diedAt} show="second" />
          </Table.Td>
          <Table.Td ta="right">
            <Button size="compact-xs" variant="subtle" onClick={() => onOpen(letter.letterId)}>
              {t('dead.inspect')}
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
      <Table.Tr>
        <Table.Td />
        <Table.Td colSpan={4}>
          {letters.isError ? (
            <ErrorState error={letters.error} onRetry={() => void letters.refetch()} />
          ) : letters.data === undefined ? (
            <LoadingState lines={2} />
          ) : (
            <Group gap="sm" fz="xs" c="dimmed">
              {t('dead.listed', { count: items.length, matching })}
              {letters.hasNextPage && (
                <Anchor
                  component="button"
                  type="button"
                  size="xs"
                  disabled={letters.isFetchingNextPage}
                  onClick={() => void letters.fetchNextPage()}
                >
                  {t('dead.listMore', { count: Math.min(LISTED, matching - items.length) })}
                </Anchor>
              )}
            </Group>
          )}
        </Table.Td>
      </Table.Tr>
    </>
  )
}
