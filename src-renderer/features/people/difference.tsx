import { Alert, Badge, Group, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { useApi } from '../../app/index.ts'
import { ErrorState } from '../../components/index.ts'
import { usePermissionWords } from './permission-words.ts'
import type { Access } from './use-member-changes.ts'

/** The permission service's answer for a member with other roles and teams. */
export const useWhatIf = (member: Member, access: Access, enabled = true) =>
  useQuery(
    useApi().permissions.whatIfMember.queryOptions({
      input: { memberId: member.id, roleIds: [...access.roleIds], teamIds: [...access.teamIds] },
      placeholderData: keepPreviousData,
      enabled,
    }),
  )

/** What a member gains and loses before it is saved. */
export function MemberDifference({ member, access }: { readonly member: Member; readonly access: Access }) {
  const { t } = useTranslation('people')
  const query = useWhatIf(member, access)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const change = query.data?.members.find((m) => m.memberId === member.id)
  return (
    <Alert color="blue" title={t('difference.title', { name: member.name })} aria-live="polite">
      {query.data === undefined ? (
        <Text size="sm">{t('difference.calculating')}</Text>
      ) : change === undefined ? (
        <Text size="sm">{t('difference.none')}</Text>
      ) : (
        <Stack gap="xs">
          <Side
            sign="+"
            color="teal"
            title={t('difference.gains', { count: change.gains.length })}
            permissions={change.gains}
          />
          <Side
            sign="−"
            color="red"
            title={t('difference.loses', { count: change.loses.length })}
            permissions={change.loses}
          />
        </Stack>
      )}
    </Alert>
  )
}

interface SideProps {
  readonly sign: string
  readonly color: string
  readonly title: string
  readonly permissions: readonly string[]
}

function Side({ sign, color, title, permissions }: SideProps) {
  const words = usePermissionWords()
  if (permissions.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Group gap={4} mt={4}>
        {permissions.map((permission) => (
          <Badge key={permission} color={color}>
            {sign} {words(permission)}
          </Badge>
        ))}
      </Group>
    </div>
  )
}
