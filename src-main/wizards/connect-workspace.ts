/** Connecting a workspace: each address is tried when it is given, and kept in the keychain alone. */
import { badInput } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { WIZARD_STEPS } from '../../src-preload/contract/wizards.ts'
import { type Flow, type Probed, requireWorkspaces } from './flow.ts'

const schema = WIZARD_STEPS.connectWorkspace
/** What stands in the record in the place of a secret. */
const KEPT = 'mongodb://kept'
const said = ({ server, milliseconds }: Probed): string => `${server} · ${Math.round(milliseconds)} ms`

export const connectWorkspace: Flow<'connectWorkspace'> = {
  kind: 'connectWorkspace',
  needs: null,
  steps: {
    name: {
      schema: schema.name,
      probe: async (ports, answer) => {
        if ((await requireWorkspaces(ports).names()).includes(answer.name))
          throw badInput('answer.name', ISSUES.workspaceThere)
        return { answer }
      },
    },
    database: {
      schema: schema.database,
      probe: async (ports, { uri }, flow) => {
        const workspaces = requireWorkspaces(ports)
        const found = await workspaces.probeDatabase(uri)
        await workspaces.keep(flow.id, 'mongodb', uri)
        return { answer: { uri: KEPT }, notes: { database: said(found) } }
      },
    },
    broker: {
      schema: schema.broker,
      probe: async (ports, { uri }, flow) => {
        if (uri === null) return { answer: { uri }, notes: { broker: '' } }
        const workspaces = requireWorkspaces(ports)
        const found = await workspaces.probeBroker(uri)
        await workspaces.keep(flow.id, 'amqp', uri)
        return { answer: { uri: 'amqp://kept' }, notes: { broker: said(found) } }
      },
    },
    operator: { schema: schema.operator },
    review: { schema: schema.review },
  },
  before: (ports, { name, operator }, flow) =>
    requireWorkspaces(ports).add(flow.id, { name: name.name, operator: operator.email }),
  finish: async (_work, { name }) => ({
    text: `The workspace ${name.name} is connected`,
    id: name.name,
    outcome: 'connected',
    name: name.name,
  }),
}
