import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import type { DangerPlan } from '../../components/index.ts'
import { useOrganizationActions } from './use-organization-actions.ts'

/** Opens the dialogs of a menu: the page has them, because a row may come to show another organization. */
export interface MenuDialogs {
  readonly onAsk: (plan: DangerPlan) => void
  readonly onLimits: (organization: PlatformOrganization) => void
}

interface OrganizationMenuProps extends MenuDialogs {
  readonly organization: PlatformOrganization
}

/** What an operator can do with one organization; what is not possible now says why. */
export function OrganizationMenu({ organization, onAsk, onLimits }: OrganizationMenuProps) {
  const { t } = useTranslation('organizations')
  const actions = useOrganizationActions(organization, onAsk, () => onLimits(organization))
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('actions', { name: organization.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Tooltip
            key={action.id}
            label={action.reason}
            disabled={action.reason === null}
            multiline
            maw={280}
            position="left"
          >
            <Menu.Item
              color={action.danger ? 'red' : undefined}
              data-disabled={action.reason !== null || undefined}
              aria-disabled={action.reason !== null}
              closeMenuOnClick={action.reason === null}
              onClick={() => action.reason === null && action.run()}
            >
              {action.label}
            </Menu.Item>
          </Tooltip>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
