import {
  Alert,
  Badge,
  Box,
  Button,
  Card,
  Group,
  NumberInput,
  Stack,
  Switch,
  Table,
  Text,
  Title,
} from '@mantine/core'
import { IconHourglass, IconUser } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  APPROVAL_KINDS,
  type ApprovalKind,
  type Policies as PoliciesOf,
  type PolicyRules,
  SWITCHED_KINDS,
  type SwitchedKind,
} from '../../../src-preload/contract/approvals.ts'
import { Guarded, Locked, useApi, useClient, useWhyNot } from '../../app/index.ts'
import {
  ChangedMeanwhile,
  ConfirmDanger,
  type DangerPlan,
  LoadingState,
  QueryState,
  tell,
  useDraft,
} from '../../components/index.ts'
import { problemOf } from '../../errors.ts'
import { useUrlState } from '../../state/index.ts'
import { useLine } from './words.ts'

const isSwitched = (kind: ApprovalKind): kind is SwitchedKind =>
  (SWITCHED_KINDS as readonly string[]).includes(kind)

/** The core counts no further. */
const COUNTED = 100

export function Policies() {
  const query = useQuery(useApi().approvals.policies.queryOptions())
  return (
    <Box w="100%" style={{ overflow: 'auto' }}>
      <Box maw={860}>
        <QueryState query={query} loading={<LoadingState lines={7} height={48} />}>
          {(policies) => <Shown policies={policies} />}
        </QueryState>
      </Box>
    </Box>
  )
}

const keysOf = (rules: PolicyRules): readonly (keyof PolicyRules)[] =>
  Object.keys(rules) as (keyof PolicyRules)[]

/** As the core decides it; it decides again when this is sent. */
function loosens(before: PolicyRules, after: PolicyRules): boolean {
  const [was, is] = [before.creditAllocationAbove, after.creditAllocationAbove]
  return SWITCHED_KINDS.some((k) => before[k] && !after[k]) || (was !== null && (is === null || is > was))
}

const rulesOf = ({ rules }: PoliciesOf): PolicyRules => rules

function Shown({ policies }: { readonly policies: PoliciesOf }) {
  const { t } = useTranslation('approvals')
  const { t: components } = useTranslation('components')
  const client = useClient()
  const queries = useQueryClient()
  const lineOf = useLine()
  const refused = useWhyNot()('approval', 'update')
  const draft = useDraft(policies, rulesOf)
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { fields: rules, base } = draft
  const changed = keysOf(rules).filter((key) => rules[key] !== base.rules[key])
  const looser = loosens(base.rules, rules)
  const alone = policies.others === 0
  const whyNot = draft.changedMeanwhile
    ? components('meanwhile.first')
    : changed.length === 0
      ? t('policy.unchanged')
      : null
  const renew = () => queries.invalidateQueries({ queryKey: ['approvals'] })
  const save = (): void =>
    setPlan({
      title: t('policy.confirm'),
      text: looser ? t(alone ? 'policy.loosensAlone' : 'policy.loosens') : t('policy.tightens'),
      affects: changed.map((key) => {
        const { what, before, after } = lineOf({
          what: key,
          before: String(base.rules[key]),
          after: String(rules[key]),
        })
        return `${what}: ${before} → ${after}`
      }),
      confirm: looser && !alone ? t('policy.asks') : t('policy.save'),
      reason: 'required',
      run: async (reason) => {
        const patch = Object.fromEntries(changed.map((key) => [key, rules[key]]))
        try {
          const { version } = base
          const answer = await client.approvals.setPolicies({ version, rules: patch, reason })
          tell(answer.outcome === 'waiting' ? t('waitsToast') : t('policy.saved'))
          if (answer.outcome === 'waiting') draft.reload()
          else draft.saved(answer.result)
        } catch (error) {
          if (problemOf(error).code === 'VERSION_CONFLICT') await renew()
          throw error
        }
        await renew()
      },
    })
  return (
    <Stack gap="md" pb="xl">
      <Notices policies={policies} />
      <Card component="section" aria-label={t('policy.title')} bg="var(--surface-raised)">
        <Title order={2}>{t('policy.title')}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t('policy.text')}
        </Text>
        <Table verticalSpacing={7}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('policy.kind')}</Table.Th>
              <Table.Th w={220}>{t('policy.rule')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {APPROVAL_KINDS.map((kind) => (
              <Table.Tr key={kind}>
                <Table.Td>
                  <Text size="sm" fw={600} id={`policy-${kind}`}>
                    {t(`kind.${kind}`)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(`policy.${kind}`)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {policies.effective.includes(kind) ? (
                    <Rule kind={kind} rules={rules} refused={refused} onChange={draft.set} />
                  ) : (
                    <Badge color="gray">{t('policy.notYet')}</Badge>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <ChangedMeanwhile draft={draft} />
        <Group justify="space-between" mt="md" align="flex-end">
          <NumberInput
            label={t('policy.days')}
            suffix={` ${t('policy.daysUnit')}`}
            w={220}
            min={1}
            max={30}
            allowDecimal={false}
            readOnly={refused !== null}
            value={rules.days}
            onChange={(days) => typeof days === 'number' && draft.set({ days })}
          />
          <Guarded type="approval" operation="update" reason={whyNot}>
            <Button onClick={save}>{t('policy.save')}</Button>
          </Guarded>
        </Group>
      </Card>
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </Stack>
  )
}

interface RuleProps {
  readonly kind: ApprovalKind
  readonly rules: PolicyRules
  readonly refused: string | null
  readonly onChange: (change: Partial<PolicyRules>) => void
}

function Rule({ kind, rules, refused, onChange }: RuleProps) {
  const { t } = useTranslation('approvals')
  if (isSwitched(kind))
    return (
      <Locked reason={refused}>
        <Switch
          aria-labelledby={`policy-${kind}`}
          label={t(rules[kind] ? 'policy.needed' : 'policy.notNeeded')}
          checked={rules[kind]}
          readOnly={refused !== null}
          onChange={(event) => refused === null && onChange({ [kind]: event.currentTarget.checked })}
        />
      </Locked>
    )
  if (kind === 'creditAllocation')
    return (
      <NumberInput
        aria-label={t('policy.above')}
        description={t('policy.neverHint')}
        placeholder={t('policy.never')}
        min={0}
        max={1_000_000_000_000}
        allowDecimal={false}
        thousandSeparator=","
        readOnly={refused !== null}
        value={rules.creditAllocationAbove ?? ''}
        onChange={(value) => onChange({ creditAllocationAbove: typeof value === 'number' ? value : null })}
      />
    )
  return <Badge color="gray">{t('policy.always')}</Badge>
}

/** Who could decide, and what waits already. */
function Notices({ policies }: { readonly policies: PoliciesOf }) {
  const { t } = useTranslation('approvals')
  const [, setAddress] = useUrlState()
  const { others, loosening } = policies
  return (
    <>
      {loosening !== null && (
        <Alert color="blue" icon={<IconHourglass />} title={t('policy.pending')}>
          <Group justify="space-between">
            {t('policy.pendingText', { name: loosening.requestedBy })}
            <Button size="compact-sm" variant="default" onClick={() => setAddress({ open: loosening.id })}>
              {t('policy.pendingOpen')}
            </Button>
          </Group>
        </Alert>
      )}
      {others === 0 ? (
        <Alert color="orange" icon={<IconUser />} title={t('policy.alone')}>
          {t('policy.aloneText')}
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {others < COUNTED
            ? t('policy.others', { count: others })
            : t('policy.othersMany', { count: others })}
        </Text>
      )}
    </>
  )
}
