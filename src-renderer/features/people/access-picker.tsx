import { MultiSelect, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHere } from '../../app/index.ts'
import { exceeds } from './exceeding.ts'
import { useNames, useRoles } from './names.ts'
import { useTeamSearch } from './team-search.ts'

interface PickerProps {
  readonly label?: string
  readonly value: readonly string[]
  readonly onChange: (ids: string[]) => void
  readonly error?: ReactNode
  readonly description?: ReactNode
  readonly required?: boolean
  /** Why it may not be changed; shown under the field. */
  readonly locked?: string | null
}

interface Choice {
  readonly value: string
  readonly label: string
  readonly disabled: boolean
}

function Picker({
  choices,
  value,
  locked = null,
  description,
  onChange,
  onSearch,
  ...rest
}: PickerProps & {
  readonly choices: readonly Choice[]
  /** Where the console searches instead of the list. */
  readonly onSearch?: (text: string) => void
}) {
  const { t } = useTranslation('people')
  return (
    <MultiSelect
      {...rest}
      data={[...choices]}
      value={[...value]}
      onChange={onChange}
      disabled={locked !== null}
      description={locked ?? description}
      searchable
      onSearchChange={onSearch}
      filter={onSearch && (({ options }) => options)}
      hidePickedOptions
      comboboxProps={{ withinPortal: true }}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{option.label}</Text>
          {option.disabled === true && (
            <Text size="xs" c="dimmed">
              {t('tooMuch')}
            </Text>
          )}
        </Stack>
      )}
    />
  )
}

/** What may be chosen beside what is read: an id that stands in the value keeps a name even when it cannot be read. */
const withPicked = (
  choices: readonly Choice[],
  picked: readonly string[],
  name: (id: string) => string,
): Choice[] => [
  ...choices,
  ...picked
    .filter((id) => !choices.some((c) => c.value === id))
    .map((id) => ({ value: id, label: name(id), disabled: false })),
]

/** Roles to give; those with more than the person holds are shown and cannot be chosen. */
export function RolePicker(props: PickerProps) {
  const { context } = useHere()
  const names = useNames()
  const roles = useRoles().data ?? []
  const choices = roles.map((role) => ({
    value: role.id,
    label: names.role(role.id),
    disabled:
      !props.value.includes(role.id) &&
      (exceeds(role.matrix, context.can) || (role.id === 'admin' && !context.roleIds.includes('admin'))),
  }))
  return <Picker {...props} choices={withPicked(choices, props.value, names.role)} />
}

/** Teams to belong to; those that grant more than the person holds cannot be chosen. */
export function TeamPicker(props: PickerProps) {
  const { context } = useHere()
  const names = useNames()
  const { teams, setTyped } = useTeamSearch()
  const choices = teams.map((team) => ({
    value: team.id,
    label: team.name,
    disabled:
      !props.value.includes(team.id) &&
      team.grants.some((g) => g.resourceId === null && exceeds({ [g.type]: g.operations }, context.can)),
  }))
  return <Picker {...props} choices={withPicked(choices, props.value, names.team)} onSearch={setTyped} />
}
