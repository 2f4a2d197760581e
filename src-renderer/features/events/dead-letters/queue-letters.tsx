import { Alert, Button, Group, Table, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhichLetters } from '../../../../src-preload/contract/events.ts'
import { Guarded } from '../../../app/index.ts'
import { EmptyState, QueryState } from '../../../components/index.ts'
import { useUrlState } from '../../../state/index.ts'
import { DiscardLetters } from './discard-letters.tsx'
import { LetterDrawer } from './letter-drawer.tsx'
import { ReasonGroup } from './reason-group.tsx'
import { RedriveDialog } from './redrive-dialog.tsx'
import { useGroups } from './use-letters.ts'

interface QueueLettersProps {
  readonly queue: string
  readonly messages: number
  readonly onChanged: () => void
}

/** One queue's dead letters in groups by reason, each of which opens into its messages. */
export function QueueLetters({ queue, messages, onChanged }: QueueLettersProps) {
  const { t } = useTranslation('events')
  const letters = useGroups(queue, messages)
  const [url, setUrl] = useUrlState()
  const [redriving, setRedriving] = useState<WhichLetters | null>(null)
  const [discarding, setDiscarding] = useState<WhichLetters | null>(null)
  const close = (): void => setUrl({ letter: undefined })
  const act = (which: WhichLetters, of: '' | 'One' | 'All') => (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      <Guarded type="event" operation="redrive">
        <Button size="compact-sm" variant="default" onClick={() => setRedriving(which)}>
          {t(`dead.redrive${of}`)}
        </Button>
      </Guarded>
      <Guarded type="event" operation="delete">
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => setDiscarding(which)}>
          {t(`dead.discard${of}`)}
        </Button>
      </Guarded>
    </Group>
  )
  return (
    <>
      <QueryState query={letters}>
        {({ matching, groups, more }) =>
          groups.length === 0 ? (
            <EmptyState
              icon={<IconCircleCheck size={24} />}
              title={t('dead.none')}
              text={t('dead.noneText')}
            />
          ) : (
            <>
              {more && <Alert color="yellow">{t('dead.partial')}</Alert>}
              <Group justify="space-between">
                <Text size="sm">
                  {t('dead.letters', { count: matching })}, {t('dead.reasons', { count: groups.length })}
                </Text>
                {act({ all: true }, 'All')}
              </Group>
              <Table.ScrollContainer
                minWidth={620}
                scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': queue } }}
              >
                <Table aria-label={queue} verticalSpacing={6}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th w={36} aria-label={t('dead.open')} />
                      <Table.Th>{t('dead.reason')}</Table.Th>
                      <Table.Th w={90} ta="right">
                        {t('dead.count')}
                      </Table.Th>
                      <Table.Th w={160}>{t('dead.newest')}</Table.Th>
                      <Table.Th w={210} aria-label={t('dead.actions')} />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {groups.map((group) => (
                      <ReasonGroup
                        key={group.reason}
                        queue={queue}
                        group={group}
                        actions={act({ because: group.reason }, '')}
                        onOpen={(letter) => setUrl({ letter })}
                      />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </>
          )
        }
      </QueryState>
      <LetterDrawer
        queue={queue}
        id={url['letter']}
        actions={(letter) => act({ ids: [letter.letterId] }, 'One')}
        onClose={close}
      />
      <RedriveDialog queue={queue} which={redriving} onClose={() => setRedriving(null)} onStarted={close} />
      <DiscardLetters
        queue={queue}
        which={discarding}
        onClose={() => setDiscarding(null)}
        onDone={() => {
          close()
          onChanged()
        }}
      />
    </>
  )
}
