import {
  ActionIcon,
  Autocomplete,
  Button,
  Card,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { RolePicker, TeamPicker } from '../access-picker.tsx'
import { useColumnChoices } from './columns-step.tsx'
import type { Draft, DraftRule } from './draft.ts'
import { FileFacts } from './file-facts.tsx'

interface AccessStepProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly onColumns: () => void
}

/** Who gets what: defaults for everybody, and more by a column's value. */
export function AccessStep({ draft, onChange, onColumns }: AccessStepProps) {
  const { t } = useTranslation('people')
  const { rules } = draft
  const setRule = (key: number, next: DraftRule | null): void =>
    onChange({
      ...draft,
      rules: rules.flatMap((rule) => (rule.key !== key ? [rule] : next === null ? [] : [next])),
    })
  const addRule = (): void => {
    const key = 1 + Math.max(0, ...rules.map((rule) => rule.key))
    const column = draft.mapping.department ?? 0
    onChange({ ...draft, rules: [...rules, { key, column, equals: '', roleIds: [], teamIds: [] }] })
  }
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <FileFacts file={draft.file} />
        <Button size="compact-sm" variant="subtle" onClick={onColumns}>
          {t('import.changeColumns')}
        </Button>
      </Group>
      <Title order={2}>{t('import.everybody')}</Title>
      <SimpleGrid cols={2}>
        <RolePicker
          label={t('roles')}
          required
          value={draft.roleIds}
          onChange={(roleIds) => onChange({ ...draft, roleIds })}
          error={draft.roleIds.length === 0 && t('oneRole')}
        />
        <TeamPicker
          label={t('teams')}
          value={draft.teamIds}
          onChange={(teamIds) => onChange({ ...draft, teamIds })}
        />
      </SimpleGrid>
      <div>
        <Title order={2}>{t('import.rules')}</Title>
        <Text size="sm" c="dimmed">
          {t('import.rulesText')}
        </Text>
      </div>
      {rules.map((rule, at) => (
        <Rule
          key={rule.key}
          rule={rule}
          number={at + 1}
          draft={draft}
          onChange={(next) => setRule(rule.key, next)}
        />
      ))}
      <Group>
        <Button size="xs" variant="default" leftSection={<IconPlus size={15} />} onClick={addRule}>
          {t('import.addRule')}
        </Button>
      </Group>
    </Stack>
  )
}

interface RuleProps {
  readonly rule: DraftRule
  readonly number: number
  readonly draft: Draft
  readonly onChange: (rule: DraftRule | null) => void
}

function Rule({ rule, number, draft, onChange }: RuleProps) {
  const { t } = useTranslation('people')
  const columns = useColumnChoices(draft.file.columns)
  // Values that the first rows have are offered; any other can be typed.
  const seen = [...new Set(draft.file.sample.map((row) => row[rule.column] ?? ''))].filter(
    (v) => v.trim() !== '',
  )
  return (
    <Card padding="sm">
      <Group align="flex-start" wrap="nowrap">
        <SimpleGrid cols={4} spacing="sm" style={{ flex: 1 }}>
          <Select
            label={t('import.ruleColumn')}
            data={columns}
            searchable
            allowDeselect={false}
            value={String(rule.column)}
            onChange={(value) => onChange({ ...rule, column: Number(value ?? 0) })}
          />
          <Autocomplete
            label={t('import.ruleEquals')}
            data={seen}
            maxLength={200}
            value={rule.equals}
            onChange={(equals) => onChange({ ...rule, equals })}
          />
          <RolePicker
            label={t('import.ruleRoles')}
            value={rule.roleIds}
            onChange={(roleIds) => onChange({ ...rule, roleIds })}
          />
          <TeamPicker
            label={t('import.ruleTeams')}
            value={rule.teamIds}
            onChange={(teamIds) => onChange({ ...rule, teamIds })}
          />
        </SimpleGrid>
        <ActionIcon
          mt={26}
          size="lg"
          variant="subtle"
          color="red"
          aria-label={t('import.removeRule', { n: number })}
          onClick={() => onChange(null)}
        >
          <IconTrash size={17} />
        </ActionIcon>
      </Group>
    </Card>
  )
}
