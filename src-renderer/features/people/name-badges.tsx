import { Badge, Group, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNames } from './names.ts'

interface BadgesProps {
  readonly ids: readonly string[]
  /** How many are shown before "+3". */
  readonly most?: number
}

function Badges({
  names,
  color,
  most,
}: {
  readonly names: readonly string[]
  readonly color: string
  readonly most: number
}) {
  const { t } = useTranslation('people')
  const rest = names.slice(most)
  return (
    <Group gap={4} wrap="nowrap">
      {names.slice(0, most).map((name) => (
        <Badge key={name} color={color} maw={160}>
          {name}
        </Badge>
      ))}
      {rest.length > 0 && (
        <Tooltip label={rest.join(', ')} multiline maw={320}>
          <Badge color="gray" style={{ flexShrink: 0 }}>
            {t('moreTeams', { count: rest.length })}
          </Badge>
        </Tooltip>
      )}
    </Group>
  )
}

/** Roles by name. */
export function RoleBadges({ ids, most = 2 }: BadgesProps) {
  const names = useNames()
  return <Badges names={ids.map(names.role)} color="indigo" most={most} />
}

/** Teams by name, or "no team". */
export function TeamBadges({ ids, most = 2 }: BadgesProps) {
  const names = useNames()
  const { t } = useTranslation('people')
  if (ids.length === 0)
    return (
      <Text size="xs" c="dimmed" span>
        {t('noTeams')}
      </Text>
    )
  return <Badges names={ids.map(names.team)} color="gray" most={most} />
}
