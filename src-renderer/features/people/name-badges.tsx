import { Badge, Group, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNames } from './names.ts'

interface NamesProps {
  readonly names: readonly string[]
  /** How many are shown before "+3". */
  readonly most?: number
}
interface BadgesProps extends Pick<NamesProps, 'most'> {
  readonly ids: readonly string[]
}

function Badges({ names, color, most = 2 }: NamesProps & { readonly color: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      {names.slice(0, most).map((name) => (
        <Badge key={name} color={color} maw={160}>
          {name}
        </Badge>
      ))}
      {names.length > most && <Rest names={names.slice(most)} />}
    </Group>
  )
}

function Rest({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation('people')
  return (
    <Tooltip label={names.join(', ')} multiline maw={320}>
      <Badge color="gray" style={{ flexShrink: 0 }}>
        {t('moreTeams', { count: names.length })}
      </Badge>
    </Tooltip>
  )
}

function NoTeam() {
  const { t } = useTranslation('people')
  return (
    <Text size="xs" c="dimmed" span>
      {t('noTeams')}
    </Text>
  )
}

/** For whoever has the names: a table looks them up once, and not in every row. */
export const RoleNames = (props: NamesProps) => <Badges {...props} color="indigo" />

/** The same of teams; "no team" where there are none. */
export const TeamNames = (props: NamesProps) =>
  props.names.length === 0 ? <NoTeam /> : <Badges {...props} color="gray" />

/** Roles by name. */
export function RoleBadges({ ids, most }: BadgesProps) {
  const names = useNames()
  return <RoleNames names={ids.map(names.role)} most={most} />
}

/** Teams by name, or "no team". */
export function TeamBadges({ ids, most }: BadgesProps) {
  const names = useNames()
  return <TeamNames names={ids.map(names.team)} most={most} />
}
