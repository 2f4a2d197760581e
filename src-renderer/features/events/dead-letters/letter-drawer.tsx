import { Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeadLetter } from '../../../../src-preload/contract/events.ts'
import { Drawer, EmptyState, NumberText, QueryState, Time } from '../../../components/index.ts'
import { Payload } from '../drawer/payload.tsx'
import { ExchangeBadge } from '../exchange-badge.tsx'
import { useLetter } from './use-letters.ts'

interface LetterDrawerProps {
  readonly queue: string
  /** Of the address; undefined while closed. */
  readonly id: string | undefined
  readonly actions: (letter: DeadLetter) => React.ReactNode
  readonly onClose: () => void
}

/** One dead letter: why it died, and what it holds. Nothing of it can be edited. */
export function LetterDrawer({ queue, id, actions, onClose }: LetterDrawerProps) {
  const { t } = useTranslation('events')
  const query = useLetter(queue, id)
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={600}
      title={t('dead.letterTitle')}
    >
      <QueryState query={query}>
        {({ items: [letter] }) =>
          letter === undefined ? (
            <EmptyState title={t('dead.gone')} text={t('dead.goneText')} />
          ) : (
            <Letter letter={letter}>{actions(letter)}</Letter>
          )
        }
      </QueryState>
    </Drawer>
  )
}

function Letter({ letter, children }: { readonly letter: DeadLetter; readonly children: React.ReactNode }) {
  const { t } = useTranslation('events')
  return (
    <Stack gap="md">
      <Text size="sm" style={{ overflowWrap: 'anywhere', unicodeBidi: 'isolate' }}>
        {letter.reason}
      </Text>
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>
          <Fact label={t('dead.died')}>
            <Time at={letter.diedAt} show="second" />
          </Fact>
          <Fact label={t('dead.attempts')}>
            <NumberText value={letter.attempts} />
          </Fact>
          <Fact label={t('drawer.exchange')}>
            <ExchangeBadge exchange={letter.exchange} />
          </Fact>
          <Fact label={t('drawer.key')}>
            <Text span ff="monospace" size="xs" style={{ overflowWrap: 'anywhere' }}>
              {letter.key}
            </Text>
          </Fact>
          <Fact label={t('drawer.id')}>
            <Text span ff="monospace" size="xs" style={{ overflowWrap: 'anywhere' }}>
              {letter.id}
            </Text>
          </Fact>
        </Table.Tbody>
      </Table>
      <Payload body={letter.body} type={letter.type} veiled={letter.veiled} bytes={letter.bytes} />
      {children}
    </Stack>
  )
}

const Fact = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <Table.Tr>
    <Table.Th w={120} c="dimmed" fw={400}>
      {label}
    </Table.Th>
    <Table.Td>{children}</Table.Td>
  </Table.Tr>
)
