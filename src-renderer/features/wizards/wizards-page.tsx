import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { WIZARD_KINDS, type WizardKind } from '../../../src-preload/contract/wizards.ts'
import { Locked, useApi, useHere, useWhyNot } from '../../app/index.ts'
import { LoadingState, PageHeader, QueryState, Time, useTellProblem } from '../../components/index.ts'
import { useUrlPart } from '../../state/index.ts'
import { FlowPage } from './flow-page.tsx'
import { NEEDS } from './needs.ts'

/** One flow where the address names it, else all that can be begun or gone on with. */
export function WizardsPage() {
  const id = useUrlPart()
  return id === undefined ? <Choose /> : <FlowPage key={id} id={id} />
}

function Choose() {
  const { t } = useTranslation('wizards')
  const { context } = useHere()
  const open = useQuery(useApi().wizards.list.queryOptions())
  const kinds = WIZARD_KINDS.filter((kind) => NEEDS[kind].kinds.includes(context.kind))
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Stack gap="lg" maw={980}>
        {/* Together: what waits would push what can be begun from under the pointer. */}
        {open.isLoading ? (
          <LoadingState lines={6} />
        ) : (
          <>
            <QueryState query={open}>
              {(flows) =>
                flows.length > 0 && (
                  <section aria-label={t('waiting')}>
                    <Title order={2} mb="xs">
                      {t('waiting')}
                    </Title>
                    <Stack gap="xs">
                      {flows.map((flow) => (
                        <Waiting key={flow.id} flow={flow} />
                      ))}
                    </Stack>
                  </section>
                )
              }
            </QueryState>
            <section aria-label={t('begin')}>
              <Title order={2} mb="xs">
                {t('begin')}
              </Title>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                {kinds.map((kind) => (
                  <Start key={kind} kind={kind} />
                ))}
              </SimpleGrid>
            </section>
          </>
        )}
      </Stack>
    </>
  )
}

function Waiting({ flow }: { readonly flow: import('../../../src-preload/contract/wizards.ts').Wizard }) {
  const { t } = useTranslation('wizards')
  const navigate = useNavigate()
  const answered = flow.steps.filter((s) => s.answered).length
  return (
    <Card padding="sm">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Text fw={600}>{t(`kind.${flow.kind}.name`)}</Text>
            <Badge variant="light">{t('progress', { done: answered, all: flow.steps.length })}</Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {t('runsOut')} <Time at={flow.expiresAt} />
          </Text>
        </div>
        <Button
          variant="default"
          rightSection={<IconArrowRight size={15} />}
          onClick={() => void navigate({ to: '/wizards/{-$part}', params: { part: flow.id } })}
        >
          {t('goOn')}
        </Button>
      </Group>
    </Card>
  )
}

function Start({ kind }: { readonly kind: WizardKind }) {
  const { t } = useTranslation('wizards')
  const navigate = useNavigate()
  const whyNot = useWhyNot()
  const { permission } = NEEDS[kind]
  const tellError = useTellProblem()
  const start = useMutation(
    useApi().wizards.start.mutationOptions({
      onSuccess: (flow) => navigate({ to: '/wizards/{-$part}', params: { part: flow.id } }),
      onError: tellError,
    }),
  )
  return (
    <Card padding="md">
      <Stack gap="xs" justify="space-between" h="100%">
        <div>
          <Title order={3}>{t(`kind.${kind}.name`)}</Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t(`kind.${kind}.text`)}
          </Text>
        </div>
        <Group>
          <Locked reason={permission && whyNot(...permission)}>
            <Button size="xs" loading={start.isPending} onClick={() => start.mutate({ kind })}>
              {t('start')}
            </Button>
          </Locked>
        </Group>
      </Stack>
    </Card>
  )
}
