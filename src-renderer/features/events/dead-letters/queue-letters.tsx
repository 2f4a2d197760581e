import { Button, Group, Table, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  DeadLetter,
  LetterGroup,
  RedriveProgress,
  WhichLetters,
} from '../../../../src-preload/contract/events.ts'
import { Guarded } from '../../../app/index.ts'
import { EmptyState, NumberText, QueryState, Time } from '../../../components/index.ts'
import { useUrlState } from '../../../state/index.ts'
import { DiscardLetters } from './discard-letters.tsx'
import { LetterDrawer } from './letter-drawer.tsx'
import { RedriveDialog } from './redrive-dialog.tsx'
import { useLetters } from './use-letters.ts'

/** Messages of one group that are listed. */
const LISTED = 50

interface QueueLettersProps {
  readonly queue: string
  readonly messages: number
  readonly onJob: (job: RedriveProgress) => void
  readonly onChanged: () => void
}

/** One queue's dead letters in groups by reason, each of which opens into its messages. */
export function QueueLetters({ queue, messages, onJob, onChanged }: QueueLettersProps) {
  const { t } = useTranslation('events')
  const letters = useLetters(queue, messages)
  const [url, setUrl] = useUrlState()
  const [redriving, setRedriving] = useState<WhichLetters | null>(null)
  const [discarding, setDiscarding] = useState<WhichLetters | null>(null)
  const act = (which: WhichLetters, small: boolean) => (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      <Guarded type="event" operation="redrive">
        <Button size="compact-sm" variant="default" onClick={() => setRedriving(which)}>
          {small ? t('dead.redrive') : t('dead.redriveOne')}
        </Button>
      </Guarded>
      <Guarded type="event" operation="delete">
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => setDiscarding(which)}>
          {small ? t('dead.discard') : t('dead.discardOne')}
        </Button>
      </Guarded>
    </Group>
  )
  return (
    <>
      <QueryState query={letters}>
        {({ items, groups }) =>
          groups.length === 0 ? (
            <EmptyState
              icon={<IconCircleCheck size={24} />}
              title={t('dead.none')}
              text={t('dead.noneText')}
            />
          ) : (
            <Table.ScrollContainer
              minWidth={560}
              scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': queue } }}
            >
              <Table aria-label={queue} verticalSpacing={8}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={36} aria-label={t('dead.open')} />
                    <Table.Th>{t('dead.reason')}</Table.Th>
                    <Table.Th w={90} ta="right">
                      {t('dead.count')}
                    </Table.Th>
                    <Table.Th w={150}>{t('dead.newest')}</Table.Th>
                    <Table.Th w={210}>{act({ all: true }, true)}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {groups.map((group) => (
                    <Reason
                      key={group.reason}
                      group={group}
                      items={items.filter((i) => i.reason === group.reason).slice(0, LISTED)}
                      actions={act({ because: group.reason }, true)}
                      onOpen={(letter) => setUrl({ letter: letter.id })}
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </QueryState>
      <LetterDrawer
        letter={letters.data?.items.find((i) => i.id === url['letter'])}
        actions={(letter) => act({ ids: [letter.id] }, false)}
        onClose={() => setUrl({ letter: undefined })}
      />
      <RedriveDialog
        queue={queue}
        which={redriving}
        onClose={() => setRedriving(null)}
        onStarted={(job) => {
          setUrl({ letter: undefined })
          onJob(job)
        }}
      />
      <DiscardLetters
        queue={queue}
        which={discarding}
        onClose={() => setDiscarding(null)}
        onDone={() => {
          setUrl({ letter: undefined })
          onChanged()
        }}
      />
    </>
  )
}

interface GroupProps {
  readonly group: LetterGroup
  readonly items: readonly DeadLetter[]
  readonly actions: React.ReactNode
  readonly onOpen: (letter: DeadLetter) => void
}

function Reason({ group, items, actions, onOpen }: GroupProps) {
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
        <Table.Td>
          <Time at={group.newest} />
        </Table.Td>
        <Table.Td>{actions}</Table.Td>
      </Table.Tr>
      {opened &&
        items.map((letter) => (
          <Table.Tr key={letter.id}>
            <Table.Td />
            <Table.Td colSpan={2} style={{ overflowWrap: 'anywhere' }}>
              <Text size="xs" ff="monospace">
                {letter.type === '' ? t('dead.unreadable') : letter.type} {letter.subject}
              </Text>
            </Table.Td>
            <Table.Td>
              <Time at={letter.diedAt} show="second" />
            </Table.Td>
            <Table.Td ta="right">
              <Button size="compact-xs" variant="subtle" onClick={() => onOpen(letter)}>
                {t('dead.inspect')}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
    </>
  )
}
