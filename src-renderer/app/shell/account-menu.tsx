import { Box, Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import {
  IconBuildingCommunity,
  IconDoorExit,
  IconKeyboard,
  IconLogout,
  IconMailOpened,
  IconRoute,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ColorAvatar, leaving } from '../../components/index.ts'
import { usePreferences } from '../../state/index.ts'
import { useHere } from '../session.tsx'
import { useSwitch } from '../use-switch.ts'
import { useDialogs } from './dialogs.ts'

/** The person, appearance, language, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation('shell')
  const { t: migrations } = useTranslation('migrations')
  const { user, context } = useHere()
  const { signOut } = useSwitch()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { language, setLanguage } = usePreferences()
  const show = useDialogs((s) => s.show)
  return (
    <Menu position="bottom-end" width={300} closeOnItemClick>
      <Menu.Target>
        <UnstyledButton aria-label={t('session.menu', { name: user.name })}>
          <ColorAvatar name={user.name} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py={6}>
          <Text size="sm" fw={600}>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed">
            {user.email}
          </Text>
        </Box>
        <Menu.Divider />
        <Menu.Label>{t('session.theme')}</Menu.Label>
        <Box px="sm" pb={6}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('session.theme')}
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'auto', label: t('session.themeSystem') },
              { value: 'light', label: t('session.themeLight') },
              { value: 'dark', label: t('session.themeDark') },
            ]}
          />
        </Box>
        <Menu.Label>{t('session.language')}</Menu.Label>
        <Box px="sm" pb={6}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('session.language')}
            value={language}
            onChange={setLanguage}
            data={[
              { value: 'system', label: t('session.languageSystem') },
              { value: 'en', label: 'English' },
              { value: 'zh-TW', label: '正體中文' },
            ]}
          />
        </Box>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconRoute size={16} />}
          onClick={() => void navigate({ to: '/wizards/{-$part}', params: { part: undefined }, search: {} })}
        >
          {t('wizards')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBuildingCommunity size={16} />}
          onClick={() => void navigate({ to: '/offers' })}
        >
          {migrations('menu')}
        </Menu.Item>
        <Menu.Item leftSection={<IconMailOpened size={16} />} onClick={() => show('join')}>
          {t('join.item')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => show('shortcuts')}>
          {t('session.shortcuts')}
        </Menu.Item>
        {context.kind !== 'personal' && (
          <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => show('leave')}>
            {t('leave.item', { name: context.name })}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leaving(() => void signOut())}>
          {t('session.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
