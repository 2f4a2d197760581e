import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { invitationState } from '../../../src-preload/contract/invitations.ts'
import { useUrlState } from '../../state/index.ts'

const ALL = 'all'

/** Which invitations are shown, by state; kept in the address as `is`. */
export function InvitationFilter() {
  const { t } = useTranslation('people')
  const [address, setAddress] = useUrlState()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('invitation.state')}
      value={address['is'] ?? ALL}
      onChange={(is) => setAddress({ is: is === ALL ? undefined : is })}
      data={[
        { value: ALL, label: t('import.all') },
        ...invitationState.options.map((state) => ({ value: state, label: t(`invitation.states.${state}`) })),
      ]}
    />
  )
}
