import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { leaving } from '../../components/index.ts'
import { useCommands, usePreferences } from '../../state/index.ts'
import { useApi } from '../connection.tsx'
import { useWhyNot } from '../guarded.tsx'
import { useHere } from '../session.tsx'
import { subjectsIn } from '../subjects.ts'
import { useWordedActions } from '../use-action-words.ts'
import { useSubjectLock } from '../use-subject-lock.ts'
import { useSwitch } from '../use-switch.ts'
import { useDialogs } from './dialogs.ts'

/** Alt and a digit, as the keys stand in their row: 1 to 9, then 0. The pages after the tenth have none. */
export const keyOfPage = (at: number): string | undefined => (at < 10 ? `alt+${(at + 1) % 10}` : undefined)

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
  const show = useDialogs((s) => s.show)
  const whyNot = useWhyNot()
  const actionsOfPages = useWordedActions()
  const { t: migrations } = useTranslation('migrations')

  useCommands(() => {
    const actions = t('palette.actions')
    const subjects = subjectsIn(context.kind)
    return [
      ...subjects.map((subject, at) => ({
        id: `go.${subject.id}`,
        label: t('palette.go', { page: t(`subject.${subject.id}`) }),
        group: t('palette.pages'),
        shortcut: keyOfPage(at),
        precondition: () => lock(subject),
        run: () => void navigate({ to: subject.to, params: { part: undefined }, search: {} }),
      })),
      ...actionsOfPages.flatMap(({ id, label, needs, subject: of, ...where }) => {
        const subject = subjects.find((s) => s.id === of)
        if (subject === undefined) return []
        const { part, search, does } = { part: undefined, search: {}, does: undefined, ...where }
        return {
          id,
          label,
          group: t(`subject.${of}`),
          precondition: () => whyNot(needs[0], needs[1]),
          run: () => void navigate({ to: subject.to, params: { part }, search: { ...search, do: does } }),
        }
      }),
      ...(contexts.data ?? [])
        .filter((choice) => choice.orgId !== context.orgId)
        .map((choice) => ({
          id: `switch.${choice.orgId}`,
          label: t('palette.switch', { name: choice.name }),
          keywords: [choice.slug],
          group: t('palette.organizations'),
          run: () => leaving(() => void enter(choice.orgId, choice.name)),
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
      {
        id: 'go.offers',
        label: t('palette.go', { page: migrations('menu') }),
        group: t('palette.pages'),
        run: () => void navigate({ to: '/offers' }),
      },
      { id: 'join', label: t('join.item'), group: actions, run: () => show('join') },
      ...(context.kind === 'personal'
        ? []
        : [
            {
              id: 'leave',
              label: t('leave.item', { name: context.name }),
              group: actions,
              run: () => show('leave'),
            },
          ]),
      { id: 'language.en', label: 'English', group: actions, run: () => setLanguage('en') },
      { id: 'language.zh-TW', label: '正體中文', group: actions, run: () => setLanguage('zh-TW') },
      { id: 'shortcuts', label: t('session.shortcuts'), group: actions, run: () => show('shortcuts') },
      {
        id: 'signOut',
        label: t('session.signOut'),
        group: actions,
        run: () => leaving(() => void signOut()),
      },
    ]
  }, [context, contexts.data, i18n.language])
  return null
}
