import { useTranslation } from 'react-i18next'
import { RESOURCE_KINDS } from '../../src-preload/contract/access.ts'
import { PAGE_ACTIONS, type PageActionId } from './page-actions.ts'

/** The words of each action of the registry: those on its button or tab. */
export function useActionWords(): (id: PageActionId) => string {
  const { t } = useTranslation(['people', 'teams', 'roles', 'resources', 'settings', 'approvals', 'words'])
  return (id) => {
    switch (id) {
      case 'people.add':
        return t('people:add.button')
      case 'people.invite':
        return t('people:invite.button')
      case 'people.import':
        return t('people:import.button')
      case 'people.export':
        return t('people:export.button')
      case 'people.invitations':
        return t('people:tab.invitations')
      case 'teams.add':
        return t('teams:add')
      case 'roles.add':
        return t('roles:new')
      case 'settings.verify':
        return t('settings:verify')
      case 'settings.close':
        return t('settings:closeButton')
      case 'approvals.mine':
        return t('approvals:tab.mine')
      case 'approvals.decided':
        return t('approvals:tab.decided')
      case 'approvals.policies':
        return t('approvals:tab.policies')
      default: {
        const kind = RESOURCE_KINDS.find((k) => id === `resources.${k}`)
        if (kind !== undefined) return t(`words:type.${kind}`)
        const made = RESOURCE_KINDS.find((k) => id === `resources.${k}.add`) ?? 'template'
        return t('resources:new', { kind: t(`words:one.${made}`) })
      }
    }
  }
}

/** Every action with its words. */
export function useWordedActions() {
  const words = useActionWords()
  return PAGE_ACTIONS.map((action) => ({ ...action, label: words(action.id) }))
}
