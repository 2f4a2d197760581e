import { type BrokerLayout, brokerLayout } from '../../../workspace/index.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson } from '../report.ts'
import { printTable } from '../table.ts'

export interface BrokerFlags {
  readonly workspace: string
  readonly management?: string
  readonly json: boolean
}

/** Shows what the broker has and lacks; changes nothing, and ends with 0 whatever it finds. */
export async function plan(flags: BrokerFlags): Promise<void> {
  show(await brokerLayout('look', checked(flags)), flags.json, 'apply would make it')
}

/** Makes what is missing. Ends with 1 where something is there otherwise: that is for an administrator. */
export async function apply(flags: BrokerFlags): Promise<void> {
  const layout = await brokerLayout('complete', checked(flags))
  show(layout, flags.json, 'could not be made')
  if (!fits(layout)) process.exitCode = EXIT.failed
}

/** For a deployment's own checks: ends with 1 where something is missing or otherwise. */
export async function check(flags: BrokerFlags): Promise<void> {
  const layout = await brokerLayout('look', checked(flags))
  show(layout, flags.json, 'missing')
  if (!fits(layout)) process.exitCode = EXIT.failed
}

function checked({ workspace, management }: BrokerFlags) {
  if (management !== undefined && !/^https?:\/\/[^/]/.test(management))
    throw new UsageError('--management must be an address such as https://rabbit.example:15671')
  return { workspace, ...(management ? { management } : {}) }
}

const fits = ({ items }: BrokerLayout): boolean =>
  items.every((i) => i.state === 'there' || i.state === 'unseen')

function show(layout: BrokerLayout, json: boolean, missing: string): void {
  if (json) {
    printJson({ fits: fits(layout), ...layout })
    return
  }
  const { items } = layout
  const note = (state: string, text: string): string =>
    state === 'missing' ? [missing, text].filter(Boolean).join('; ') : text
  printTable(
    ['state', 'what', 'name', 'note'],
    items.map((i) => [i.state, i.kind, i.name, note(i.state, i.note)]),
  )
  const count = (state: string): number => items.filter((i) => i.state === state).length
  process.stdout.write(
    `\n${layout.server}. ${layout.how}\n` +
      `${count('there')} there, ${count('missing')} missing, ${count('different')} different, ${count('unseen')} not seen.\n` +
      (count('different') > 0
        ? 'What is different is left as it is: the console never changes what others set up.\n'
        : ''),
  )
}
