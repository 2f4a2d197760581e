import { Button, Group, Stack, Switch, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainClaimDetail } from '../../../src-preload/contract/domains.ts'
import { Guarded, useApi } from '../../app/index.ts'
import { ErrorState, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { RolePicker, TeamPicker } from '../people/index.tsx'

/** What somebody gets who signs up with an address of the domain. Who is a member already keeps what they have. */
export function GivesEditor({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('domains')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const queries = useQueryClient()
  const [roleId, setRoleId] = useState(claim.roleId)
  const [teamIds, setTeamIds] = useState<readonly string[]>(claim.teamIds)
  const [includeSubdomains, setIncluded] = useState(claim.includeSubdomains)
  const save = useMutation(
    api.domains.update.mutationOptions({
      onSuccess: async () => {
        tell(t('gives.saved', { domain: claim.unicode }))
        await queries.invalidateQueries({ queryKey: api.domains.key() })
      },
    }),
  )
  const errors = fieldErrors(save.error)
  const same =
    roleId === claim.roleId &&
    includeSubdomains === claim.includeSubdomains &&
    [...teamIds].sort().join() === [...claim.teamIds].sort().join()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({
          id: claim.id,
          version: claim.version,
          roleId,
          teamIds: [...teamIds],
          includeSubdomains,
        })
      }}
    >
      <Stack gap="sm">
        <Title order={3}>{t('gives.title')}</Title>
        <RolePicker
          label={t('gives.role')}
          required
          value={[roleId]}
          // One role is given: the one chosen last.
          onChange={(ids) => setRoleId(ids.at(-1) ?? roleId)}
          error={errors['roleId']}
        />
        <TeamPicker label={t('gives.teams')} value={[...teamIds]} onChange={setTeamIds} />
        <Switch
          label={t('gives.subdomains', { domain: claim.unicode })}
          checked={includeSubdomains}
          onChange={(event) => setIncluded(event.currentTarget.checked)}
        />
        {save.isError && Object.keys(errors).length === 0 && <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Guarded type="domain" operation="update" reason={same ? t('gives.same') : null}>
            <Button type="submit" size="xs" loading={save.isPending}>
              {words('save')}
            </Button>
          </Guarded>
        </Group>
      </Stack>
    </form>
  )
}
