import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from '@mantine/core'
import { useNames } from './names.ts'
import { useTeamSearch } from './team-search.ts'

type TeamSelectProps = Omit<SelectProps, 'data' | 'onChange' | 'value' | 'searchable' | 'filter'> & {
  readonly value: string | null
  readonly onChange: (teamId: string | null) => void
}

/** One team, found by its name. */
export function TeamSelect({ value, onChange, ...rest }: TeamSelectProps) {
  const names = useNames()
  const { teams, setTyped } = useTeamSearch()
  const found = teams.map((team) => ({ value: team.id, label: team.name }))
  const picked =
    value === null || teams.some((x) => x.id === value) ? [] : [{ value, label: names.team(value) }]
  return (
    <Select
      {...rest}
      searchable
      // The console searches; what it found is shown as it is.
      filter={({ options }) => options}
      data={[...picked, ...found]}
      value={value}
      onSearchChange={setTyped}
      onChange={(id) => onChange(id)}
    />
  )
}

type TeamMultiSelectProps = Omit<
  MultiSelectProps,
  'data' | 'onChange' | 'value' | 'searchable' | 'filter'
> & {
  readonly value: readonly string[]
  readonly onChange: (teamIds: string[]) => void
}

/** Several teams, found by their names. */
export function TeamMultiSelect({ value, onChange, ...rest }: TeamMultiSelectProps) {
  const names = useNames()
  const { teams, setTyped } = useTeamSearch()
  const found = teams.map((team) => ({ value: team.id, label: team.name }))
  const picked = value
    .filter((id) => !teams.some((x) => x.id === id))
    .map((id) => ({ value: id, label: names.team(id) }))
  return (
    <MultiSelect
      {...rest}
      searchable
      filter={({ options }) => options}
      data={[...picked, ...found]}
      value={[...value]}
      onSearchChange={setTyped}
      onChange={onChange}
    />
  )
}
