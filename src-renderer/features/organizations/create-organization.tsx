import { Button, Group, Select, Stack, Stepper, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayName, email, slug as slugSchema } from '../../../src-preload/contract/shared.ts'
import { useApi } from '../../app/index.ts'
import { ErrorState, Modal, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { LimitFields, limitsOf, limitValues } from './limit-fields.tsx'
import { slugOf } from './slug-of.ts'

interface CreateOrganizationProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateOrganization({ opened, onClose }: CreateOrganizationProps) {
  const { t } = useTranslation('organizations')
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={t('createTitle')}>
      <Steps onClose={onClose} />
    </Modal>
  )
}

const FIRST = { name: '', slug: null as string | null, timeZone: 'UTC', adminEmail: '', adminName: '' }
const LAST_STEP = 2

/** Where the field of an error is asked for, to go back to it. */
const stepOf = (field: string): number => (field.startsWith('admin') ? 1 : field.startsWith('limits') ? 2 : 0)

/** Name, first admin, limits: one step each; an error from the console leads back to its step. */
function Steps({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const queries = useQueryClient()
  const [step, setStep] = useState(0)
  const [values, setValues] = useState(FIRST)
  const [limits, setLimits] = useState(() => limitValues({}))
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  // Until somebody types one, the short name follows the name.
  const slug = values.slug ?? slugOf(values.name)
  const create = useMutation(
    api.platform.create.mutationOptions({
      onSuccess: async (made) => {
        tell(t('created_', { name: made.name }))
        onClose()
        // Its first admin may be the one who makes it.
        await Promise.all(
          [api.platform.key(), api.session.contexts.key()].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        )
      },
      onError: (error) => {
        const [field] = Object.keys(fieldErrors(error))
        if (field !== undefined) setStep(stepOf(field))
      },
    }),
  )
  const errors = fieldErrors(create.error)
  const set = (change: Partial<typeof FIRST>): void => {
    setValues((before) => ({ ...before, ...change }))
    create.reset()
  }
  const complete = [
    displayName.safeParse(values.name).success && slugSchema.safeParse(slug).success,
    email.safeParse(values.adminEmail).success && displayName.safeParse(values.adminName).success,
    true,
  ][step]
  const submit = (): void => {
    if (complete !== true) return
    if (step < LAST_STEP) setStep(step + 1)
    else
      create.mutate({
        name: values.name,
        slug,
        timeZone: values.timeZone,
        admin: { email: values.adminEmail, name: values.adminName },
        limits: limitsOf(limits),
      })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stepper active={step} size="xs" mb="md" onStepClick={(to) => to < step && setStep(to)}>
        <Stepper.Step label={t('steps.name')}>
          <Stack gap="sm" mt="xs">
            <TextInput
              data-autofocus
              required
              label={t('name')}
              value={values.name}
              error={errors['name']}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              required
              label={t('slug')}
              description={t('slugHint')}
              value={slug}
              error={errors['slug']}
              onChange={(event) => set({ slug: event.currentTarget.value })}
            />
            <Select
              searchable
              allowDeselect={false}
              label={t('timeZone')}
              data={zones}
              limit={100}
              value={values.timeZone}
              error={errors['timeZone']}
              onChange={(timeZone) => timeZone !== null && set({ timeZone })}
            />
          </Stack>
        </Stepper.Step>
        <Stepper.Step label={t('steps.admin')}>
          <Stack gap="sm" mt="xs">
            <Text size="sm" c="dimmed">
              {t('adminText')}
            </Text>
            <TextInput
              required
              label={t('adminName')}
              value={values.adminName}
              error={errors['admin.name']}
              onChange={(event) => set({ adminName: event.currentTarget.value })}
            />
            <TextInput
              required
              type="email"
              label={t('adminEmail')}
              value={values.adminEmail}
              error={errors['admin.email']}
              onChange={(event) => set({ adminEmail: event.currentTarget.value })}
            />
          </Stack>
        </Stepper.Step>
        <Stepper.Step label={t('steps.limits')}>
          <Stack gap="sm" mt="xs">
            <Text size="sm" c="dimmed">
              {t('limitsText')}
            </Text>
            <LimitFields
              values={limits}
              errors={errors}
              onChange={(pool, value) => setLimits((before) => ({ ...before, [pool]: value }))}
            />
          </Stack>
        </Stepper.Step>
      </Stepper>
      {create.isError && Object.keys(errors).length === 0 && <ErrorState error={create.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={step === 0 ? onClose : () => setStep(step - 1)}>
          {step === 0 ? words('cancel') : t('back')}
        </Button>
        <Button type="submit" loading={create.isPending} disabled={complete !== true}>
          {step < LAST_STEP ? t('next') : t('create')}
        </Button>
      </Group>
    </form>
  )
}
