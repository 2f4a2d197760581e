import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { Guarded, useWhyNot } from '../../app/index.ts'
import { ChangedMeanwhile, ErrorState, useDraft, useSaving } from '../../components/index.ts'
import { RolePicker, TeamPicker } from './access-picker.tsx'
import { MemberDifference } from './difference.tsx'
import { sameSet } from './same-set.ts'
import { type Access, useMemberChanges, useRefreshPeople } from './use-member-changes.ts'

/** Milliseconds between a choice and the question what it would change. */
const PAUSE_MS = 150

const accessOf = ({ roleIds, teamIds }: Member): Access => ({ roleIds, teamIds })

/** Roles and teams of one member, with what the choice would change before it is saved. */
export function AccessEditor({ member }: { readonly member: Member }) {
  const { t } = useTranslation('people')
  const { t: components } = useTranslation('components')
  const locked = useWhyNot()('member', 'update')
  const { setAccess } = useMemberChanges()
  const draft = useDraft(member, accessOf)
  const saving = useSaving(useRefreshPeople())
  const [reason, setReason] = useState('')
  const { roleIds, teamIds } = draft.fields
  const rolesChanged = !sameSet(roleIds, draft.base.roleIds)
  const access = useMemo(() => ({ roleIds, teamIds }), [roleIds, teamIds])
  const [asked] = useDebouncedValue(access, PAUSE_MS)
  const save = (): Promise<boolean> =>
    saving.run(async () => {
      const typed = reason.trim()
      draft.saved(await setAccess(draft.base, access, rolesChanged && typed !== '' ? typed : undefined))
      setReason('')
    })
  const whyNot = draft.changedMeanwhile
    ? components('meanwhile.first')
    : !draft.dirty
      ? t('member.unchanged')
      : roleIds.length === 0
        ? t('oneRole')
        : null
  return (
    <Stack gap="md">
      <RolePicker
        label={t('roles')}
        required
        value={roleIds}
        onChange={(ids) => draft.set({ roleIds: ids })}
        locked={locked}
        error={roleIds.length === 0 && t('oneRole')}
      />
      <TeamPicker
        label={t('teams')}
        description={t('teamsHint')}
        value={teamIds}
        onChange={(ids) => draft.set({ teamIds: ids })}
        locked={locked}
      />
      {draft.dirty && roleIds.length > 0 && <MemberDifference member={member} access={asked} />}
      {rolesChanged && (
        <TextInput
          label={t('member.reason')}
          description={t('member.reasonHint')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
      {saving.error !== null && !draft.changedMeanwhile && <ErrorState error={saving.error} />}
      <Group justify="flex-end">
        {draft.dirty && (
          <Button
            variant="default"
            onClick={() => {
              draft.reload()
              saving.clear()
            }}
          >
            {t('member.reset')}
          </Button>
        )}
        <Guarded type="member" operation="update" reason={whyNot}>
          <Button loading={saving.busy} onClick={() => void save()}>
            {t('member.save')}
          </Button>
        </Guarded>
      </Group>
    </Stack>
  )
}
