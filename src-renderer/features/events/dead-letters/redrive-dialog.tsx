import { Alert, Button, Group, List, NumberInput, Stack, Text, Textarea } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhichLetters } from '../../../../src-preload/contract/events.ts'
import { useApi } from '../../../app/index.ts'
import { Dialog, ErrorState, focusDrawn, LoadingState, QueryState } from '../../../components/index.ts'
import { fieldErrors } from '../../../errors.ts'
import { useRenewRedrives } from './redrives.ts'
import { useDuration, useWeight } from './use-weight.ts'

const MOST_A_SECOND = 1000
const SHORTEST_REASON = 3

interface RedriveDialogProps {
  readonly queue: string
  /** Null while nothing is to be sent. */
  readonly which: WhichLetters | null
  readonly onClose: () => void
  readonly onStarted: () => void
}

/** Preview, rate and reason of a redrive. */
export function RedriveDialog({ queue, which, onClose, onStarted }: RedriveDialogProps) {
  if (which === null) return null
  return <Question queue={queue} which={which} onClose={onClose} onStarted={onStarted} />
}

function Question({
  queue,
  which,
  onClose,
  onStarted,
}: RedriveDialogProps & { readonly which: WhichLetters }) {
  const { t } = useTranslation('events')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const duration = useDuration()
  const renew = useRenewRedrives()
  const { query, lines } = useWeight(queue, which)
  const [rate, setRate] = useState<number | string>(50)
  const [reason, setReason] = useState('')
  const start = useMutation(
    api.events.redrive.mutationOptions({
      onSuccess: async () => {
        await renew()
        onClose()
        onStarted()
      },
    }),
  )
  const perSecond = Math.min(MOST_A_SECOND, Math.max(1, Math.round(Number(rate) || 1)))
  const ready = query.data !== undefined && reason.trim().length >= SHORTEST_REASON
  return (
    <Dialog opened busy={start.isPending} onClose={onClose} size="lg" title={t('dead.redriveTitle')}>
      <QueryState query={query} loading={<LoadingState lines={6} />}>
        {(weight) => (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (ready && !start.isPending) start.mutate({ queue, which, perSecond, reason })
            }}
          >
            <Stack gap="md">
              <Text size="sm">{t('dead.redriveText')}</Text>
              <Alert color="blue" icon={<IconSend />}>
                <List size="sm" spacing={2}>
                  {lines.map((line) => (
                    <List.Item key={line}>{line}</List.Item>
                  ))}
                </List>
                <Text size="sm" mt={6}>
                  {t('dead.takes', { duration: duration(weight.messages / perSecond) })}
                </Text>
              </Alert>
              <NumberInput
                label={t('dead.rate')}
                description={t('dead.rateHint')}
                value={rate}
                min={1}
                max={MOST_A_SECOND}
                allowDecimal={false}
                w={240}
                onChange={setRate}
              />
              <Textarea
                ref={focusDrawn}
                data-autofocus
                required
                label={t('dead.why')}
                description={t('dead.whyHint')}
                maxLength={500}
                autosize
                minRows={2}
                value={reason}
                error={fieldErrors(start.error)['reason']}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              {start.isError && <ErrorState error={start.error} />}
              <Group justify="flex-end">
                <Button variant="default" disabled={start.isPending} onClick={onClose}>
                  {words('cancel')}
                </Button>
                <Button type="submit" loading={start.isPending} disabled={!ready}>
                  {t('dead.start')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </QueryState>
    </Dialog>
  )
}
