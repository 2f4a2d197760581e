import { Badge, Tooltip } from '@mantine/core'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Beside, Faint, PlainBadge } from '../../components/index.ts'
import { useLanguage } from '../../text/language.ts'
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
    <Beside tight>
      {names.slice(0, most).map((name) => (
        <PlainBadge key={name} color={color}>
          {name}
        </PlainBadge>
      ))}
      {names.length > most && <Rest names={names.slice(most)} />}
    </Beside>
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

/** In most rows of many tables. */
function NoTeam() {
  useLanguage()
  return <Faint>{i18next.t('noTeams', { ns: 'people' })}</Faint>
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
