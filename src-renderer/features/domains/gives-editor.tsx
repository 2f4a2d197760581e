import { Alert, Button, Group, Stack, Switch, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DomainClaimDetail } from '../../../src-preload/contract/domains.ts'
import { Guarded, useApi } from '../../app/index.ts'
import { ErrorState, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { RolePicker, TeamPicker } from '../people/index.tsx'
import { useGivesDraft } from './use-gives-draft.ts'

/** What somebody gets who signs up with an address of the domain. Who is a member already keeps what they have. */
export function GivesEditor({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('domains')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const queries = useQueryClient()
  const { draft, set, changed, overtaken, reload, keep } = useGivesDraft(claim)
  const { roleId, teamIds, includeSubdomains } = draft
  const save = useMutation(
    api.domains.update.mutationOptions({
      onSuccess: async () => {
        tell(t('gives.saved', { domain: claim.unicode }))
        await queries.invalidateQueries({ queryKey: api.domains.key() })
      },
    }),
  )
  const errors = fieldErrors(save.error)
  const whyNot = overtaken ? t('gives.overtaken') : changed ? null : t('gives.same')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (whyNot === null)
          save.mutate({ id: claim.id, version: claim.version, ...draft, teamIds: [...teamIds] })
      }}
    >
      <Stack gap="sm">
        <Title order={3}>{t('gives.title')}</Title>
        <RolePicker
          label={t('gives.role')}
          required
          value={[roleId]}
          // One role is given: the one chosen last.
          onChange={(ids) => set({ roleId: ids.at(-1) ?? roleId })}
          error={errors['roleId']}
        />
        <TeamPicker label={t('gives.teams')} value={[...teamIds]} onChange={(ids) => set({ teamIds: ids })} />
        <Switch
          label={t('gives.subdomains', { domain: claim.unicode })}
          checked={includeSubdomains}
          onChange={(event) => set({ includeSubdomains: event.currentTarget.checked })}
        />
        {overtaken && (
          <Alert color="orange" title={t('gives.overtaken')}>
            <Group gap="xs">
              <Button size="compact-sm" onClick={reload}>
                {t('gives.reload')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={keep}>
                {t('gives.keep')}
              </Button>
            </Group>
          </Alert>
        )}
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
