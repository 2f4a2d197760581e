/** Starting, answering, finishing and giving up flows. A flow is its owner's alone. */
import { DAY_MS } from '../../src-preload/contract/durations.ts'
import { badInput, CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import { issueText } from '../../src-preload/contract/issues.ts'
import { WIZARD_STEPS, type Wizard, type WizardKind } from '../../src-preload/contract/wizards.ts'
import { decide, forbidden } from '../access/index.ts'
import { Across } from '../store/across/index.ts'
import { all, eq, range, type Store } from '../store/index.ts'
import { type WizardRecord, wizards } from '../store/records/index.ts'
import { requireState, requireVersion } from '../tenancy/index.ts'
import { platformUnit, type Transaction, type Work } from '../work/index.ts'
import type { AnyFlow, Checked, Ports } from './flow.ts'
import { FLOWS } from './flows.ts'

/** An open flow that nobody went on with for so long is given up. */
export const FLOW_DAYS = 14

const stepsOf = (kind: WizardKind): readonly string[] => Object.keys(WIZARD_STEPS[kind])
/** A flow's kind says which answers it has; the record holds them by name. */
const flowOf = (kind: WizardKind): AnyFlow => FLOWS[kind] as unknown as AnyFlow
const expiry = (work: Work): string => new Date(work.now.getTime() + FLOW_DAYS * DAY_MS).toISOString()

function view(r: WizardRecord): Wizard {
  const steps = stepsOf(r.kind).map((id) => ({ id, answered: Object.hasOwn(r.answers, id) }))
  const step = (steps.find((s) => !s.answered) ?? steps.at(-1))?.id ?? ''
  return { ...r, steps, step }
}

function requireAllowed(work: Work, kind: WizardKind): void {
  const { needs } = flowOf(kind)
  if (needs && !decide(work.access, needs[0], null, needs[1])) throw forbidden(work.access, ...needs)
}

async function requireOwn(work: Work, id: string): Promise<WizardRecord> {
  const found = await work.db.collection(wizards).get(id)
  if (found?.ownerId !== work.actor.userId) throw notFound('wizard')
  return found
}

async function requireOpen(work: Work, input: { id: string; version: number }): Promise<WizardRecord> {
  const flow = await requireOwn(work, input.id)
  requireVersion(flow, input.version, 'wizard')
  requireState(flow, ['open'], 'wizard')
  if (flow.expiresAt <= work.now.toISOString())
    throw new CastellanError('EXPIRED', 'This flow has run out. Begin it again.', {})
  requireAllowed(work, flow.kind)
  return flow
}

const tell = (work: Work, type: 'started' | 'advanced' | 'finished' | 'abandoned', r: WizardRecord): void =>
  work.emitIn(r.orgId, `wizard.${type}`, r.id, { id: r.id, kind: r.kind, step: view(r).step })

/** Days after its end in which a flow's secrets are looked for; after that this machine has seen it ended. */
const LOOKED_FOR_DAYS = 60

/**
 * A flow may have run out where no keychain holds its secrets: the schedule runs in one process of the workspace, the
 * addresses are on its owner's machine. So they are forgotten there, when the owner next looks at their flows.
 */
async function forgetEnded({ workspaces }: Ports, work: Work): Promise<void> {
  if (!workspaces) return
  const from = new Date(work.now.getTime() - LOOKED_FOR_DAYS * DAY_MS).toISOString()
  const where = all(
    eq('ownerId', work.actor.userId),
    eq('kind', 'connectWorkspace'),
    range('expiresAt', { from }),
  )
  for await (const flow of work.db.collection(wizards).each(where))
    if (flow.state === 'abandoned' || (flow.state === 'open' && flow.expiresAt <= work.now.toISOString()))
      await workspaces.forget(flow.id)
}

export async function listWizards(ports: Ports, work: Work): Promise<Wizard[]> {
  await forgetEnded(ports, work)
  const where = all(eq('ownerId', work.actor.userId), eq('state', 'open'))
  const sort = { field: 'createdAt', direction: 'desc' } as const
  const page = await work.db.collection(wizards).list({ where, sort, limit: 50 })
  return page.items.filter((r) => r.expiresAt > work.now.toISOString()).map(view)
}

export const getWizard = async (work: Work, id: string): Promise<Wizard> => view(await requireOwn(work, id))

export async function startWizard(work: Work, kind: WizardKind): Promise<Wizard> {
  requireAllowed(work, kind)
  const flow = await work.db.collection(wizards).insert({
    kind,
    state: 'open',
    ownerId: work.actor.userId,
    ownerName: work.actor.name,
    answers: {},
    notes: {},
    expiresAt: expiry(work),
    result: null,
  })
  tell(work, 'started', flow)
  return view(flow)
}

interface Answering {
  readonly id: string
  readonly version: number
  readonly step: string
  readonly answer?: unknown
}

/** Checks an answer – its shape, then the world outside, then the store – and keeps it. */
export async function answerStep(
  ports: Ports,
  reading: Work,
  transaction: Transaction,
  input: Answering,
): Promise<Wizard> {
  const before = await requireOpen(reading, input)
  const step = requireStep(before, input.step)
  const parsed = step.schema.safeParse(input.answer)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((i) => ({
      field: ['answer', ...i.path].join('.'),
      message: i.message,
    }))
    throw new CastellanError('BAD_INPUT', issues.map((i) => `${i.field}: ${i.message}`).join('; '), {
      issues,
    })
  }
  const probed: Checked<unknown> = (await step.probe?.(ports, parsed.data, before)) ?? {
    answer: parsed.data,
  }
  return transaction(async (work) => {
    const flow = await requireOpen(work, input)
    const brought = await step.check?.(work, probed.answer, flow.answers, flow)
    const after = await work.db.collection(wizards).update(
      flow,
      {
        answers: { ...flow.answers, [input.step]: probed.answer },
        notes: { ...flow.notes, ...probed.notes, ...brought },
        expiresAt: expiry(work),
      },
      'wizard',
    )
    tell(work, 'advanced', after)
    return view(after)
  })
}

function requireStep(flow: WizardRecord, name: string): AnyFlow['steps'][string] {
  const names = stepsOf(flow.kind)
  if (!names.includes(name)) throw badInput('step', `must be one of ${names.join(', ')}`)
  const missing = names.slice(0, names.indexOf(name)).find((s) => !Object.hasOwn(flow.answers, s))
  if (missing !== undefined) throw badInput('step', issueText('stepBefore', { step: missing }))
  const step = flowOf(flow.kind).steps[name]
  if (!step) throw badInput('step', `must be one of ${names.join(', ')}`)
  return step
}

/** Does what the flow is for and ends it, in one transaction. */
export async function finishWizard(
  ports: Ports,
  reading: Work,
  transaction: Transaction,
  input: { id: string; version: number },
): Promise<Wizard> {
  const before = await requireOpen(reading, input)
  const missing = stepsOf(before.kind).find((s) => !Object.hasOwn(before.answers, s))
  if (missing !== undefined) throw badInput('id', `the step ${missing} has no answer yet`)
  const { before: first, finish, steps } = flowOf(before.kind)
  await first?.(ports, before.answers, before)
  return transaction(async (work) => {
    const flow = await requireOpen(work, input)
    const { answers } = flow
    // What was right when it was answered may be wrong by now: somebody took the name, say.
    for (const [name, step] of Object.entries(steps)) await step.check?.(work, answers[name], answers, flow)
    const result = await finish(work, answers, flow)
    const after = await work.db.collection(wizards).update(flow, { state: 'finished', result }, 'wizard')
    work.record({
      action: 'wizard.finished',
      resourceType: 'wizard',
      resourceId: flow.id,
      summary: result.text,
    })
    tell(work, 'finished', after)
    return view(after)
  })
}

export async function abandonWizard(
  ports: Ports,
  work: Work,
  input: { id: string; version: number },
): Promise<void> {
  const flow = await requireOwn(work, input.id)
  requireVersion(flow, input.version, 'wizard')
  requireState(flow, ['open'], 'wizard')
  const after = await work.db.collection(wizards).update(flow, { state: 'abandoned' }, 'wizard')
  tell(work, 'abandoned', after)
  // Forgetting a secret twice, or of a flow that goes on after all, does no harm: it is asked for again.
  await ports.workspaces?.forget(flow.id)
}

/** Gives up the open flows whose time is over; answers how many. For the schedules. */
export async function expireWizards(store: Store): Promise<number> {
  const at = store.settings.now().toISOString()
  const due = await new Across(store).openWizardsBefore(at, 500)
  for (const { id, orgId } of due)
    await platformUnit(
      store,
      { action: 'wizard.abandoned', host: 'schedule', because: 'nobody went on with it' },
      async (work) => {
        const list = work.across.tenant(orgId).collection(wizards)
        const flow = await list.get(id)
        if (flow?.state !== 'open' || flow.expiresAt > at) return
        tell(work, 'abandoned', await list.update(flow, { state: 'abandoned' }, 'wizard'))
      },
    )
  return due.length
}
