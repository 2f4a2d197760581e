import { Alert, Text } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DomainClaim } from '../../../src-preload/contract/domains.ts'
import { Time } from '../../components/index.ts'

/** Two organizations have proved the same domain: who has it now, which proof is how old, and how it ends. */
export function ConflictNote({ conflict }: { readonly conflict: NonNullable<DomainClaim['conflict']> }) {
  const { t } = useTranslation('domains')
  return (
    <Alert color="grape" icon={<IconGitMerge />} title={t(`conflict.${conflict.part}.title`)}>
      <Text size="sm">{t(`conflict.${conflict.part}.text`)}</Text>
      <Text size="sm" mt={4}>
        {t('conflict.since')} <Time at={conflict.since} />
        {conflict.ownProof !== null && (
          <>
            {' · '}
            {t('conflict.ownProof')} <Time at={conflict.ownProof} />
          </>
        )}
        {conflict.otherProofs.map((at) => (
          <span key={at}>
            {' · '}
            {t('conflict.otherProof')} <Time at={at} />
          </span>
        ))}
      </Text>
    </Alert>
  )
}
