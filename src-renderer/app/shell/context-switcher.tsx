import { Badge, Box, Button, Combobox, Group, Text, UnstyledButton, useCombobox } from '@mantine/core'
import { IconCheck, IconMailOpened, IconSelector } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContextChoice } from '../../../src-preload/contract/session.ts'
import { ColorAvatar, leaving } from '../../components/index.ts'
import { useApi } from '../connection.tsx'
import { useHere } from '../session.tsx'
import { useRoleNames } from '../use-role-name.ts'
import { useSwitch } from '../use-switch.ts'
import { useDialogs } from './dialogs.ts'
import classes from './shell.module.css'

/** Names the organization and the own role in it, and goes to another. */
export function ContextSwitcher() {
  const { t } = useTranslation('shell')
  const { context } = useHere()
  const api = useApi()
  const contexts = useQuery(api.session.contexts.queryOptions())
  const { enter } = useSwitch()
  const show = useDialogs((s) => s.show)
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSearch('')
    },
    onDropdownOpen: () => {
      combobox.focusSearchInput()
      // What happens in other organizations is not told here: one may have been added somewhere meanwhile.
      void contexts.refetch()
    },
  })
  const wanted = search.trim().toLowerCase()
  const choices = (contexts.data ?? []).filter((c) => `${c.name} ${c.slug}`.toLowerCase().includes(wanted))
  const roles = useRoleNames()(context)
  return (
    <Combobox
      store={combobox}
      width={340}
      position="bottom-start"
      onOptionSubmit={(orgId) => {
        combobox.closeDropdown()
        const choice = choices.find((c) => c.orgId === orgId)
        if (choice !== undefined && orgId !== context.orgId) leaving(() => void enter(orgId, choice.name))
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <UnstyledButton
          className={classes['switcher']}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          aria-label={t('context.label', { name: context.name, roles })}
          onClick={() => combobox.toggleDropdown()}
        >
          <ColorAvatar name={context.name} color={context.color} shape="square" size={30} />
          <Box miw={0}>
            <Text size="sm" fw={600} truncate lh={1.25}>
              {context.name}
            </Text>
            <Text size="xs" c="dimmed" truncate lh={1.25}>
              {roles}
            </Text>
          </Box>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          placeholder={t('context.find')}
          aria-label={t('context.find')}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            combobox.selectFirstOption()
          }}
        />
        <Combobox.Options mah={360} style={{ overflowY: 'auto' }}>
          {choices.map((choice) => (
            <Choice key={choice.orgId} choice={choice} here={choice.orgId === context.orgId} />
          ))}
          {choices.length === 0 && <Combobox.Empty>{t('context.none')}</Combobox.Empty>}
        </Combobox.Options>
        <Combobox.Footer>
          <Button
            variant="subtle"
            size="xs"
            fullWidth
            justify="flex-start"
            leftSection={<IconMailOpened size={15} />}
            onClick={() => {
              combobox.closeDropdown()
              show('join')
            }}
          >
            {t('join.item')}
          </Button>
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Choice({ choice, here }: { readonly choice: ContextChoice; readonly here: boolean }) {
  const { t } = useTranslation('shell')
  const { t: words } = useTranslation('words')
  const rolesOf = useRoleNames()
  return (
    <Combobox.Option value={choice.orgId} active={here}>
      <Group wrap="nowrap" gap="sm">
        <ColorAvatar name={choice.name} color={choice.color} shape="square" size={28} />
        <Box flex={1} miw={0}>
          <Text size="sm" fw={here ? 600 : 400} truncate>
            {choice.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {choice.kind === 'organization' ? '' : `${t(`context.${choice.kind}`)} · `}
            {rolesOf(choice)}
          </Text>
        </Box>
        {choice.state !== 'active' && (
          <Badge color="orange" size="sm">
            {words(`organizationState.${choice.state}`)}
          </Badge>
        )}
        {here && <IconCheck size={16} aria-label={t('context.here')} />}
      </Group>
    </Combobox.Option>
  )
}
