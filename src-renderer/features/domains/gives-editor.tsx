import { Button, Group, Stack, Switch, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DomainClaimDetail } from '../../../src-preload/contract/domains.ts'
import { Guarded, useApi } from '../../app/index.ts'
import { ChangedMeanwhile, ErrorState, tell, useDraft } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { RolePicker, TeamPicker } from '../people/index.tsx'

const givesOf = ({ roleId, teamIds, includeSubdomains }: DomainClaimDetail) => ({
  roleId,
  teamIds,
  includeSubdomains,
})

/** What somebody gets who signs up with an address of the domain. Who is a member already keeps what they have. */
export function GivesEditor({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('domains')
  const { t: words } = useTranslation('words')
  const { t: meanwhile } = useTranslation('components')
  const api = useApi()
  const queries = useQueryClient()
  const draft = useDraft(claim, givesOf)
  const { roleId, teamIds, includeSubdomains } = draft.fields
  const save = useMutation(
    api.domains.update.mutationOptions({
      onSuccess: async (after) => {
        draft.saved({ ...claim, ...after })
        tell(t('gives.saved', { domain: claim.unicode }))
        await queries.invalidateQueries({ queryKey: api.domains.key() })
      },
    }),
  )
  const errors = fieldErrors(save.error)
  const whyNot = draft.changedMeanwhile ? meanwhile('meanwhile.first') : draft.dirty ? null : t('gives.same')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (whyNot === null) save.mutate({ id: claim.id, version: draft.base.version, ...draft.fields })
      }}
    >
      <Stack gap="sm">
        <Title order={3}>{t('gives.title')}</Title>
        <RolePicker
          label={t('gives.role')}
          required
          value={[roleId]}
          // One role is given: the one chosen last.
          onChange={(ids) => draft.set({ roleId: ids.at(-1) ?? roleId })}
          error={errors['roleId']}
        />
        <TeamPicker
          label={t('gives.teams')}
          value={teamIds}
          onChange={(ids) => draft.set({ teamIds: ids })}
        />
        <Switch
          label={t('gives.subdomains', { domain: claim.unicode })}
          checked={includeSubdomains}
          onChange={(event) => draft.set({ includeSubdomains: event.currentTarget.checked })}
        />
        <ChangedMeanwhile draft={draft} onDecided={save.reset} />
        {save.isError && Object.keys(errors).length === 0 && <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Guarded type="domain" operation="update" reason={whyNot}>
            <Button type="submit" size="xs" loading={save.isPending}>
              {words('save')}
            </Button>
          </Guarded>
        </Group>
      </Stack>
    </form>
  )
}
