import { Box, Button, Group, Stepper } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportFile } from '../../../../src-preload/contract/imports.ts'
import { Locked, useBridge, useHere } from '../../../app/index.ts'
import { AccessStep } from './access-step.tsx'
import { CheckStep } from './check-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { type Draft, draftOf, planOf } from './draft.ts'
import { FileStep } from './file-step.tsx'
import { runImport } from './running-import.ts'

const STEPS = ['file', 'columns', 'access', 'check', 'run'] as const
const [FILE, COLUMNS, ACCESS, CHECK] = [0, 1, 2, 3]

/** File, columns, access, check: each step can be gone back to, and nothing is written until the last. */
export function ImportWizard() {
  const { t } = useTranslation('people')
  const { client, api } = useBridge()
  const queries = useQueryClient()
  const { context } = useHere()
  const [step, setStep] = useState(FILE)
  const [draft, setDraft] = useState<Draft | null>(null)
  /** How many rows the check says will be added or changed; null until it has answered. */
  const [writes, setWrites] = useState<number | null>(null)

  const take = (file: ImportFile): void => {
    setDraft(draftOf(file, context.defaultRoleId))
    // A file that was recognised needs no mapping; the step can still be chosen.
    setStep(file.source === 'unknown' || file.mapping.email === undefined ? COLUMNS : ACCESS)
  }
  const whyNot = ((): string | null => {
    if (draft === null) return t('import.choose')
    if (step === COLUMNS && draft.mapping.email === undefined) return t('import.needEmail')
    if (step === ACCESS && draft.roleIds.length === 0) return t('oneRole')
    if (step === CHECK && writes === null) return t('import.checking')
    if (step === CHECK && writes === 0) return t('import.nothingToDo')
    return null
  })()
  const next = (): void => {
    if (draft === null || whyNot !== null) return
    if (step !== CHECK) {
      setStep(step + 1)
      return
    }
    void runImport({
      client,
      orgId: context.orgId,
      fileName: draft.file.fileName,
      rows: draft.file.rows,
      plan: planOf(draft),
      onOver: () => {
        for (const queryKey of [api.members.key(), api.teams.key(), api.roles.key(), api.organizations.key()])
          void queries.invalidateQueries({ queryKey })
      },
    })
  }

  return (
    <>
      <Stepper
        active={step}
        size="xs"
        iconSize={30}
        mb="lg"
        onStepClick={(to) => setStep(to)}
        allowNextStepsSelect={false}
      >
        {STEPS.map((name) => (
          <Stepper.Step
            key={name}
            label={t(`import.step.${name}`)}
            description={t(`import.step.${name}Text`)}
          />
        ))}
      </Stepper>
      <Box style={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        {step === FILE && <FileStep onFile={take} file={draft?.file ?? null} />}
        {draft !== null && step === COLUMNS && <ColumnsStep draft={draft} onChange={setDraft} />}
        {draft !== null && step === ACCESS && (
          <AccessStep draft={draft} onChange={setDraft} onColumns={() => setStep(COLUMNS)} />
        )}
        {draft !== null && step === CHECK && <CheckStep draft={draft} onWrites={setWrites} />}
      </Box>
      {draft !== null && (
        <Group justify="flex-end" mt="md">
          {step !== FILE && (
            <Button variant="default" onClick={() => setStep(step - 1)}>
              {t('import.previous')}
            </Button>
          )}
          <Locked reason={whyNot}>
            <Button onClick={next}>
              {step === CHECK ? t('import.start', { count: writes ?? 0 }) : t('import.next')}
            </Button>
          </Locked>
        </Group>
      )}
    </>
  )
}
