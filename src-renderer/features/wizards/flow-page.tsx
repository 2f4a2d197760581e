import { Button, Card, Group, Stack, Stepper, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wizard } from '../../../src-preload/contract/wizards.ts'
import { putNewest, useApi } from '../../app/index.ts'
import { ErrorState, PageHeader, QueryState, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { Finished } from './finished.tsx'
import { reachedIn, shownIn } from './flow-step.ts'
import { FORMS } from './forms.ts'
import { GiveUp } from './give-up.tsx'

/** One flow: its steps, the form of the step at hand, and the way on. */
export function FlowPage({ id }: { readonly id: string }) {
  const query = useQuery(useApi().wizards.get.queryOptions({ input: { id }, retry: false }))
  return (
    <QueryState query={query}>
      {(flow) => (flow.state === 'open' ? <Flow key={flow.id} flow={flow} /> : <Finished flow={flow} />)}
    </QueryState>
  )
}

/** The form's own part of a field's path: `answer.admins.0.email` → `admins.0.email`. */
const ownErrors = (error: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fieldErrors(error)).map(([field, message]) => [field.replace(/^answer\./, ''), message]),
  )

function Flow({ flow }: { readonly flow: Wizard }) {
  const { t } = useTranslation('wizards')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const queries = useQueryClient()
  const names = flow.steps.map((s) => s.id)
  const reached = reachedIn(flow)
  const [wanted, setAt] = useState(reached)
  const at = shownIn(flow, wanted)
  const step = names[at] ?? ''
  const last = at === names.length - 1
  const Form = FORMS[flow.kind][step]
  const [draft, setDraft] = useState<{ readonly step: string; readonly value: unknown }>()
  const value = draft?.step === step ? draft.value : (flow.answers[step] ?? Form?.empty ?? {})

  const renew = async (now: Wizard): Promise<void> => {
    await putNewest(queries, api.wizards.get.queryKey({ input: { id: flow.id } }), now)
    await queries.invalidateQueries({ queryKey: api.wizards.list.key() })
  }
  const answer = useMutation(
    api.wizards.answer.mutationOptions({
      onSuccess: async (now) => {
        await renew(now)
        setDraft(undefined)
        if (last) finish.mutate({ id: now.id, version: now.version })
        else setAt(reachedIn(now))
      },
    }),
  )
  const finish = useMutation(
    api.wizards.finish.mutationOptions({
      onSuccess: async (now) => {
        tell(t(`kind.${now.kind}.done`))
        await renew(now)
      },
    }),
  )
  const busy = answer.isPending || finish.isPending
  const errors = ownErrors(answer.error)
  const title = t(`kind.${flow.kind}.name`)
  return (
    <>
      <PageHeader title={title} text={t(`kind.${flow.kind}.text`)} actions={<GiveUp flow={flow} />} />
      <Group align="flex-start" wrap="nowrap" gap="xl">
        <Stepper
          active={at}
          orientation="vertical"
          size="sm"
          iconSize={30}
          w={210}
          style={{ flexShrink: 0 }}
          styles={{ stepLabel: { lineHeight: '30px' } }}
          onStepClick={setAt}
        >
          {names.map((name, i) => (
            <Stepper.Step
              key={name}
              label={t(`step.${flow.kind}.${name}.name` as 'title')}
              allowStepSelect={i <= reached}
            />
          ))}
        </Stepper>
        <Card component="section" aria-label={title} style={{ flex: 1 }} maw={760} padding="lg">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (busy) return
              // An answer that stands as it was checked is not given again: a secret could not be.
              if (!last && draft === undefined && flow.steps[at]?.answered === true) setAt(at + 1)
              else answer.mutate({ id: flow.id, version: flow.version, step, answer: value })
            }}
          >
            <Stack gap="md">
              <div>
                <Title order={2}>{t(`step.${flow.kind}.${step}.name` as 'title')}</Title>
                <Text size="sm" c="dimmed">
                  {t(`step.${flow.kind}.${step}.text` as 'title')}
                </Text>
              </div>
              {Form && (
                <Form.View
                  value={value}
                  errors={errors}
                  flow={flow}
                  onChange={(next) => {
                    setDraft({ step, value: next })
                    answer.reset()
                  }}
                />
              )}
              {answer.isError && Object.keys(errors).length === 0 && <ErrorState error={answer.error} />}
              {finish.isError && <ErrorState error={finish.error} />}
              <Group justify="space-between">
                <Text size="xs" c="dimmed">
                  {t('kept')}
                </Text>
                <Group>
                  {at > 0 && (
                    <Button variant="default" onClick={() => setAt(at - 1)}>
                      {t('back')}
                    </Button>
                  )}
                  <Button type="submit" loading={busy}>
                    {last ? t(`kind.${flow.kind}.finish`) : words('next')}
                  </Button>
                </Group>
              </Group>
            </Stack>
          </form>
        </Card>
      </Group>
    </>
  )
}
