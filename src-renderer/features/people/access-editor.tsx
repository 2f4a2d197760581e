import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { Guarded, useWhyNot } from '../../app/guarded.tsx'
import { ErrorState } from '../../components/index.ts'
import { problemOf } from '../../errors.ts'
import { RolePicker, TeamPicker } from './access-picker.tsx'
import { MemberDifference } from './difference.tsx'
import { sameSet } from './same-set.ts'
import { useMemberChanges } from './use-member-changes.ts'

/** Milliseconds between a choice and the question what it would change. */
const PAUSE_MS = 150

/** Roles and teams of one member, with what the choice would change before it is saved. */
export function AccessEditor({ member }: { readonly member: Member }) {
  const { t } = useTranslation('people')
  const locked = useWhyNot()('member', 'update')
  const { setAccess } = useMemberChanges()
  const [roleIds, setRoleIds] = useState<readonly string[]>(member.roleIds)
  const [teamIds, setTeamIds] = useState<readonly string[]>(member.teamIds)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const rolesChanged = !sameSet(roleIds, member.roleIds)
  const changed = rolesChanged || !sameSet(teamIds, member.teamIds)
  const access = useMemo(() => ({ roleIds, teamIds }), [roleIds, teamIds])
  const [asked] = useDebouncedValue(access, PAUSE_MS)
  const save = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await setAccess(member, access, rolesChanged && reason.trim() !== '' ? reason.trim() : undefined)
      setReason('')
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Stack gap="md">
      <RolePicker
        label={t('roles')}
        required
        value={roleIds}
        onChange={setRoleIds}
        locked={locked}
        error={roleIds.length === 0 && t('oneRole')}
      />
      <TeamPicker
        label={t('teams')}
        description={t('teamsHint')}
        value={teamIds}
        onChange={setTeamIds}
        locked={locked}
      />
      {changed && roleIds.length > 0 && <MemberDifference member={member} access={asked} />}
      {rolesChanged && (
        <TextInput
          label={t('member.reason')}
          description={t('member.reasonHint')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {error !== null && (
        <>
          {problemOf(error).code === 'VERSION_CONFLICT' && <Text size="sm">{t('member.changed')}</Text>}
          <ErrorState error={error} />
        </>
      )}
      <Group justify="flex-end">
        {changed && (
          <Button
            variant="default"
            onClick={() => {
              setRoleIds(member.roleIds)
              setTeamIds(member.teamIds)
              setError(null)
            }}
          >
            {t('member.reset')}
          </Button>
        )}
        <Guarded
          type="member"
          operation="update"
          reason={!changed ? t('member.unchanged') : roleIds.length === 0 ? t('oneRole') : null}
        >
          <Button loading={busy} onClick={() => void save()}>
            {t('member.save')}
          </Button>
        </Guarded>
      </Group>
    </Stack>
  )
}
