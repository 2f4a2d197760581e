import { Alert, Badge, Box, Group, ScrollArea, Stack, Text } from '@mantine/core'
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

/** Always as high, in pixels: what is answered later would push the button that saves it from under the pointer. */
const DIFFERENCE_PX = 168

/** What a member gains and loses before it is saved. */
export function MemberDifference({ member, access }: { readonly member: Member; readonly access: Access }) {
  const { t } = useTranslation('people')
  const query = useWhatIf(member, access)
  const change = query.data?.members.find((m) => m.memberId === member.id)
  if (query.isError)
    return (
      <Box mih={DIFFERENCE_PX}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Box>
    )
  return (
    <Alert
      color="blue"
      title={t('difference.title', { name: member.name })}
      aria-live="polite"
      h={DIFFERENCE_PX}
      styles={{ body: { minHeight: 0 }, wrapper: { height: '100%' }, message: { height: '100%' } }}
    >
      {query.data === undefined ? (
        <Text size="sm">{t('difference.calculating')}</Text>
      ) : change === undefined ? (
        <Text size="sm">{t('difference.none')}</Text>
      ) : (
        <ScrollArea h="100%" type="auto" viewportProps={{ tabIndex: 0 }}>
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
        </ScrollArea>
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
