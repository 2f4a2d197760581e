import { Radio, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../../src-preload/contract/wizards.ts'
import { useApi } from '../../app/index.ts'
import { QueryState, Time } from '../../components/index.ts'
import { MovableItems, useClosed } from '../transfers/index.tsx'
import { type FormProps, form } from './form.ts'
import { Review } from './review.tsx'

type A = Answers<'migrateUser'>

function Organization({ value, errors, onChange }: FormProps<A['organization']>) {
  const { t } = useTranslation('wizards')
  const closedOf = useClosed()
  const offers = useQuery(useApi().migrations.mine.queryOptions())
  return (
    <QueryState query={offers}>
      {(list) => {
        const open = list.filter((o) => o.state !== 'accepted')
        if (open.length === 0) return <Text size="sm">{t('noOffers')}</Text>
        return (
          <Radio.Group
            label={t('step.migrateUser.organization.name')}
            value={value.offerId}
            error={errors['offerId']}
            onChange={(offerId) => onChange({ offerId })}
          >
            <Stack gap="xs" mt="xs">
              {open.map((o) => (
                <Radio
                  key={o.id}
                  value={o.id}
                  disabled={o.closed !== ''}
                  label={o.orgName}
                  description={
                    closedOf(o) ?? t('offerRoles', { roles: o.roles.join(', '), domain: o.domain })
                  }
                />
              ))}
            </Stack>
          </Radio.Group>
        )
      }}
    </QueryState>
  )
}

function Resources({ value, errors, onChange }: FormProps<A['resources']>) {
  const { t } = useTranslation('wizards')
  const movable = useQuery(useApi().migrations.movable.queryOptions())
  return (
    <QueryState query={movable}>
      {({ items, total }) => (
        <>
          <MovableItems
            items={items}
            total={total}
            chosen={new Set(value.items.map((i) => i.id))}
            onChange={(ids) =>
              onChange({
                ...value,
                items: items.filter((i) => ids.has(i.id)).map(({ kind, id }) => ({ kind, id })),
              })
            }
          />
          {errors['items'] !== undefined && (
            <Text size="sm" c="red" role="alert">
              {errors['items']}
            </Text>
          )}
          {value.items.length > 0 && (
            <Radio.Group
              label={t('seenBy')}
              value={value.visibility}
              onChange={(v) => onChange({ ...value, visibility: v === 'organization' ? v : 'private' })}
            >
              <Stack gap={6} mt="xs">
                {(['private', 'organization'] as const).map((v) => (
                  <Radio key={v} value={v} label={t(`seen.${v}`)} />
                ))}
              </Stack>
            </Radio.Group>
          )}
        </>
      )}
    </QueryState>
  )
}

function ReviewAll({ flow }: FormProps<A['review']>) {
  const { t } = useTranslation('wizards')
  const { notes } = flow
  const movable = useQuery(useApi().migrations.movable.queryOptions())
  // Every step before this one has been answered and checked.
  const { resources } = flow.answers as unknown as A
  const names = (movable.data?.items ?? [])
    .filter((i) => resources.items.some((chosen) => chosen.id === i.id))
    .map((i) => i.name)
  const at = (text: string | undefined) => (text ? <Time at={text} /> : t('none'))
  return (
    <Review
      lines={[
        [t('moves'), names.length === 0 ? (notes['moves'] ?? '0') : names.join(', ')],
        [t('stays'), notes['stays'] ?? '0'],
        [t('paidFrom'), at(notes['paidFrom'])],
        [t('undoUntil'), at(notes['undoUntil'])],
      ]}
    />
  )
}

export const MIGRATE_USER = {
  organization: form<A['organization']>({ offerId: '' }, Organization),
  resources: form<A['resources']>({ items: [], visibility: 'private' }, Resources),
  review: form<A['review']>({}, ReviewAll),
}
