import { Badge, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { NumberText } from '../../components/index.ts'

export interface FacetChoice {
  readonly value: string
  readonly label: string
  readonly count: number
}

interface FacetFilterProps {
  readonly label: string
  readonly findLabel: string
  readonly choices: readonly FacetChoice[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** More choices than this get a search field. */
const MANY = 8

/** One filter: a button that says how much is chosen, and a list of values with their counts. */
export function FacetFilter({ label, findLabel, choices, value, onChange }: FacetFilterProps) {
  const [find, setFind] = useState('')
  const shown = choices.filter((c) => c.label.toLowerCase().includes(find.trim().toLowerCase()))
  return (
    <Popover position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant={value.length > 0 ? 'light' : 'default'}
          size="xs"
          rightSection={
            value.length > 0 ? (
              <Badge size="xs" circle variant="filled">
                {value.length}
              </Badge>
            ) : (
              <IconChevronDown size={14} aria-hidden />
            )
          }
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={label}>
        <Stack gap="xs" miw={220}>
          {choices.length > MANY && (
            <TextInput
              size="xs"
              aria-label={findLabel}
              placeholder={findLabel}
              value={find}
              onChange={(event) => setFind(event.currentTarget.value)}
            />
          )}
          <ScrollArea.Autosize mah={300} type="auto">
            <Checkbox.Group aria-label={label} value={[...value]} onChange={onChange}>
              <Stack gap={8} p={4}>
                {shown.map((choice) => (
                  <Checkbox
                    key={choice.value}
                    size="xs"
                    value={choice.value}
                    styles={{ body: { alignItems: 'center' }, labelWrapper: { flex: 1 } }}
                    label={
                      <Group justify="space-between" wrap="nowrap" gap="md">
                        <Text size="sm" span>
                          {choice.label}
                        </Text>
                        <Text size="xs" c="dimmed" span>
                          <NumberText value={choice.count} />
                        </Text>
                      </Group>
                    }
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          </ScrollArea.Autosize>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
