import { ActionIcon, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHere } from '../session.tsx'
import { subjectAt, subjectsIn } from '../subjects.ts'
import { useSubjectLock } from '../use-subject-lock.ts'
import classes from './shell.module.css'

/** The subjects of this context. One that may not be read stays in its place, dimmed, and says why. */
export function Navigation() {
  const { t } = useTranslation('shell')
  const { context } = useHere()
  const lock = useSubjectLock()
  const here = useLocation({ select: (l) => subjectAt(l.pathname) })
  const small = useMediaQuery('(max-width: 1100px)')
  const [chosen, setChosen] = useState<boolean | null>(null)
  const narrow = chosen ?? small ?? false
  const subjects = subjectsIn(context.kind)
  return (
    <nav
      aria-label={t('navigation')}
      className={`${classes['navigation']} ${narrow ? classes['narrow'] : ''}`}
    >
      {subjects.map((subject, at) => {
        const reason = lock(subject)
        const label = t(`subject.${subject.id}`)
        const Icon = subject.icon
        const begins = subject.platform && subjects[at - 1]?.platform !== true
        const ends = !subject.platform && subjects[at - 1]?.platform === true
        return (
          <Fragment key={subject.id}>
            {begins && !narrow && <div className={classes['section']}>{t('section.platform')}</div>}
            {ends && !narrow && <div className={classes['section']}>{t('section.organization')}</div>}
            <Tooltip
              label={reason ?? label}
              disabled={reason === null && !narrow}
              position="right"
              multiline
              maw={300}
              events={{ hover: true, focus: true, touch: true }}
            >
              <Link
                to={subject.to}
                params={{ part: undefined }}
                className={classes['link']}
                aria-current={here?.id === subject.id ? 'page' : undefined}
                aria-disabled={reason === null ? undefined : true}
                aria-label={label}
                onClick={(event) => reason !== null && event.preventDefault()}
              >
                <Icon size={18} stroke={1.7} aria-hidden style={{ flex: 'none' }} />
                {!narrow && label}
              </Link>
            </Tooltip>
          </Fragment>
        )
      })}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        mt="auto"
        ml={2}
        aria-label={narrow ? t('expand') : t('collapse')}
        onClick={() => setChosen(!narrow)}
      >
        {narrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
      </ActionIcon>
    </nav>
  )
}
