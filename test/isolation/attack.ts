/** The attack: every procedure as every role, and what of B came out of it. */
import type { Described, Session } from '../../src-main/api/index.ts'
import { callOf, type Outcome } from './calls.ts'
import { around, textOf } from './canary.ts'
import { Honest } from './honest.ts'
import type { Typed } from './marks.ts'
import { type Attempt, attempts, honestly } from './world/attempts.ts'
import { INPUTS, LAST } from './world/inputs.ts'
import type { World } from './world/open.ts'
import { ROLES, type Role, restore, sessionOf } from './world/roles.ts'
import { actIn, type Visits } from './world/visitor.ts'
import { isOperators } from './world/whose.ts'

export interface Attacked {
  readonly calls: number
  readonly leaks: readonly string[]
}

/** @param ids all ids of B */
export async function attack(
  world: World,
  visits: Visits,
  typed: Typed,
  ids: ReadonlySet<string>,
): Promise<Attacked> {
  const { api, a } = world
  const procedures = inOrder(api.procedures())
  const honest = new Honest()
  const leaks = procedures
    .filter(({ path }) => !INPUTS[path])
    .map(({ path }) => `${path}: has no input in test/isolation/world/inputs.ts`)
  let calls = 0

  const judge = (name: string, role: string, { input }: Attempt, { answer }: Outcome): void => {
    const foreign =
      typed.foreignIn(answer, input) ?? typed.toldId(answer, input, ids, name.startsWith('audit.'))
    if (foreign)
      leaks.push(
        `${name} as ${role}: B's ${foreign} in ${around(answer, foreign)} for ${textOf(input).slice(0, 300)}`,
      )
  }
  const judgeOperator = (name: string, { input }: Attempt, { answer }: Outcome): void => {
    const foreign = typed.foreignIn(withoutNames(answer, world), input)
    if (foreign) leaks.push(`${name} as operator: B's ${foreign} in ${around(answer, foreign)}`)
  }
  const call = async (
    procedure: Described,
    role: Role,
    session: Session,
    attempt: Attempt,
  ): Promise<void> => {
    calls += 1
    const outcome = await callOf(api, session, procedure.path, attempt.input)
    if (role !== 'operator' || !isOperators(procedure)) judge(procedure.path, role, attempt, outcome)
    else judgeOperator(procedure.path, attempt, outcome)
    typed.keep(attempt.input, outcome.succeeded)
    if (attempt.honest) honest.note(procedure.path, outcome)
  }

  const accepted = await callOf(api, visits.invited, 'invitations.accept', { token: visits.token })
  honest.note('invitations.accept', accepted)
  const visitor = await api.newSession({ host: 'isolation', as: visits.invited.user?.email, org: a.slug })
  await actIn(visitor, a.ask.bind(a))

  for (const role of ROLES) {
    const session = await sessionOf(world, role)
    const home = session.orgId
    const signals = listen(session)
    for (const procedure of procedures) {
      // Ends with the organization closing; once is enough, and only for the one who may.
      if (procedure.path === 'organizations.close' && role !== 'admin') continue
      for (const attempt of await attempts(world, procedure, role)) {
        await call(procedure, role, session, attempt)
        await restore(world, session, role, home)
      }
      await call(procedure, role, session, await honestly(world, procedure.path))
      await restore(world, session, role, home)
    }
    const heard = await signals()
    if (typed.foreignIn(heard)) leaks.push(`session.watch as ${role}: B's text in a signal`)
  }
  // What is one person's own, or one session's, is done by the admin whose it is.
  for (const procedure of procedures.filter((p) => !honest.has(p.path)))
    await call(procedure, 'admin', a.admin, await honestly(world, procedure.path, true))
  leaks.push(...honest.missing(procedures.map((p) => p.path)))
  return { calls, leaks }
}

/** What ends things comes last. */
const inOrder = (procedures: readonly Described[]): Described[] =>
  [...procedures].sort((x, y) => LAST.indexOf(x.path) - LAST.indexOf(y.path))

/**
 * Operators see names and states of organizations, the domains that several have proved, and of the event flow, which is
 * theirs to mend, envelopes and why a letter died; nothing else of one.
 */
function withoutNames(answer: unknown, { b }: World): unknown {
  const flow = [`${b.mark}-subject`, `nobody wants ${b.mark} team`]
  const known = [`${b.mark} Ltd`, b.slug, `contested.${b.mark}.example`, ...flow]
  const text = known.reduce((left, name) => left.replaceAll(name, ''), textOf(answer))
  return text === '' ? answer : JSON.parse(text)
}

/** Collects the session's signals; the returned function ends the listening and gives them. */
function listen(session: Session): () => Promise<unknown[]> {
  const stop = new AbortController()
  const seen: unknown[] = []
  const running = (async () => {
    for await (const signal of session.signals(stop.signal)) seen.push(signal)
  })()
  return async () => {
    stop.abort()
    await running
    return seen
  }
}
