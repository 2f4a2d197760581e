import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCommands, usePreferences } from '../../state/index.ts'
import { useApi } from '../connection.tsx'
import { useHere } from '../session.tsx'
import { subjectsIn } from '../subjects.ts'
import { useSubjectLock } from '../use-subject-lock.ts'
import { useSwitch } from '../use-switch.ts'
import { useShortcutsOpen } from './shortcuts.tsx'

/** What can be done from everywhere: go to a page, switch organization, change how things look. */
export function GlobalCommands() {
  const { t, i18n } = useTranslation('shell')
  const { context } = useHere()
  const navigate = useNavigate()
  const api = useApi()
  const contexts = useQuery(api.session.contexts.queryOptions())
  const { enter, signOut } = useSwitch()
  const lock = useSubjectLock()
  const { setColorScheme } = useMantineColorScheme()
  const setLanguage = usePreferences((s) => s.setLanguage)
  const openShortcuts = useShortcutsOpen((s) => s.set)

  useCommands(() => {
    const actions = t('palette.actions')
    return [
      ...subjectsIn(context.kind).map((subject, at) => ({
        id: `go.${subject.id}`,
        label: t('palette.go', { page: t(`subject.${subject.id}`) }),
        group: t('palette.pages'),
        shortcut: `alt+${at + 1}`,
        precondition: () => lock(subject),
        run: () => void navigate({ to: subject.to, params: { part: undefined }, search: {} }),
      })),
      ...(contexts.data ?? [])
        .filter((choice) => choice.orgId !== context.orgId)
        .map((choice) => ({
          id: `switch.${choice.orgId}`,
          label: t('palette.switch', { name: choice.name }),
          keywords: [choice.slug],
          group: t('palette.organizations'),
          run: () => void enter(choice.orgId, choice.name),
        })),
      ...(
        [
          ['light', 'themeLight'],
          ['dark', 'themeDark'],
          ['auto', 'themeSystem'],
        ] as const
      ).map(([scheme, label]) => ({
        id: `theme.${scheme}`,
        label: `${t('session.theme')}: ${t(`session.${label}`)}`,
        group: actions,
        run: () => setColorScheme(scheme),
      })),
      {
        id: 'go.wizards',
        label: t('palette.go', { page: t('wizards') }),
        group: t('palette.pages'),
        run: () => void navigate({ to: '/wizards/{-$part}', params: { part: undefined }, search: {} }),
      },
      { id: 'language.en', label: 'English', group: actions, run: () => setLanguage('en') },
      { id: 'language.zh-TW', label: '正體中文', group: actions, run: () => setLanguage('zh-TW') },
      { id: 'shortcuts', label: t('session.shortcuts'), group: actions, run: () => openShortcuts(true) },
      { id: 'signOut', label: t('session.signOut'), group: actions, run: () => void signOut() },
    ]
  }, [context, contexts.data, i18n.language])
  return null
}
