import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { ConfirmDanger, type DangerPlan } from '../../components/index.ts'
import { LimitsEditor } from './limits-editor.tsx'
import { useOrganizationActions } from './use-organization-actions.ts'

/** What an operator can do with one organization; what is not possible now says why. */
export function OrganizationMenu({ organization }: { readonly organization: PlatformOrganization }) {
  const { t } = useTranslation('organizations')
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const [limits, setLimits] = useState(false)
  const actions = useOrganizationActions(organization, setPlan, () => setLimits(true))
  return (
    <>
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
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
      <LimitsEditor opened={limits} organization={organization} onClose={() => setLimits(false)} />
    </>
  )
}
