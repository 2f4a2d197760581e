import { Kbd, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './account-menu.tsx'
import { ApprovalsWaiting } from './approvals-waiting.tsx'
import { ConnectionState } from './connection-state.tsx'
import { ContextSwitcher } from './context-switcher.tsx'
import { RunningJobs } from './running-jobs.tsx'
import { SampleMenu } from './sample-menu.tsx'
import classes from './shell.module.css'

/** Where one is, the palette, whether everything answers, and as whom. Its top edge has the organization's colour. */
export function ConsoleHeader() {
  const { t } = useTranslation('shell')
  return (
    <header className={classes['header']}>
      <ContextSwitcher />
      <UnstyledButton className={classes['search']} onClick={spotlight.open} ml="auto">
        <IconSearch size={15} aria-hidden />
        <span>{t('search')}</span>
        <Kbd size="xs">{navigator.platform.startsWith('Mac') ? '⌘ K' : 'Ctrl K'}</Kbd>
      </UnstyledButton>
      <RunningJobs />
      <ApprovalsWaiting />
      <SampleMenu />
      <ConnectionState />
      <AccountMenu />
    </header>
  )
}
