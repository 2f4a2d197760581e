import { addWorkspace, listWorkspaces, removeWorkspace } from '../../../workspace/index.ts'
import { withAddresses } from '../addresses.ts'
import { printTable } from '../table.ts'

export interface AddFlags {
  readonly mongodb: string
  readonly amqp?: string
  readonly database?: string
  readonly operator?: string
  readonly dns?: string
}

/**
 * Adds a workspace on a company's MongoDB and RabbitMQ. The addresses go to the keychain and are not printed; `-` takes
 * one from standard input.
 */
export async function add(name: string, flags: AddFlags): Promise<void> {
  const added = await addWorkspace({ name, ...(await withAddresses(flags)) })
  process.stdout.write(
    `Workspace ${added.name} is added (database ${added.database}); you work there as ${added.person}.\n` +
      (added.broker ? `See what its broker needs: castellan broker plan --workspace ${added.name}\n` : '') +
      `Open it with: npm start -- --workspace ${added.name}\n`,
  )
}

export function list(json: boolean): void {
  const all = listWorkspaces()
  if (json) process.stdout.write(`${JSON.stringify(all)}\n`)
  else
    printTable(
      ['name', 'kind', 'database', 'broker', 'person'],
      all.map((w) => [w.name, w.kind, w.database ?? '–', w.broker ?? '–', w.person]),
    )
}

export async function remove(name: string): Promise<void> {
  await removeWorkspace(name)
  process.stdout.write(`Workspace ${name} is forgotten on this machine. Its database keeps its data.\n`)
}
