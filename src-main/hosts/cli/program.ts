import { Command } from 'commander'
import { SAMPLE_WORKSPACE } from '../../../src-preload/contract/sample-workspace.ts'
import { withoutSecrets } from '../../identity/index.ts'
import type { AgentFlags } from './commands/agent.ts'
import type { BrokerFlags } from './commands/broker.ts'
import type { CallOptions } from './commands/call.ts'
import type { DoctorOptions } from './commands/doctor.ts'
import type { AddFlags } from './commands/workspace.ts'

/** A command is loaded when it is asked for: the core behind it is most of what help and wrong usage would wait for. */
const broker = () => import('./commands/broker.ts')
const workspaces = () => import('./commands/workspace.ts')

const FROM_INPUT = '- for a line of standard input, which no other user of the machine can read'
const WORKSPACE = ['--workspace <name>', 'which workspace', SAMPLE_WORKSPACE] as const

/** Every command of the command line. It throws instead of ending the process, so that `main` decides how it ends. */
export function program(): Command {
  const root = new Command('castellan')
    .description(
      'The console for the command line: the same procedures, permissions and trail as in the window.',
    )
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(withoutSecrets(text)) })
  root
    .command('call <procedure> [json]')
    .description('call one procedure and print its answer as JSON')
    .option('--as <email>', 'in whose name')
    .option('--org <slug>', 'in which organization')
    .option(...WORKSPACE)
    .action(async (name: string, json: string | undefined, options: CallOptions) =>
      (await import('./commands/call.ts')).call(name, json, options),
    )
  root
    .command('procedures')
    .description('list every procedure with who may call it')
    .option('--json', 'with JSON schemas', false)
    .action(async ({ json }: { json: boolean }) =>
      (await import('./commands/procedures.ts')).procedures(json),
    )
  root
    .command('doctor')
    .description('say what is reachable and what is missing')
    .option('--json', 'as JSON', false)
    .option(...WORKSPACE)
    .action(async (options: DoctorOptions) => (await import('./commands/doctor.ts')).doctor(options))
  root
    .command('agent')
    .description('publish, consume and do what is due, without a window, until stopped')
    .requiredOption('--workspace <name>', 'which workspace')
    .option('--port <port>', 'for /health and /metrics on 127.0.0.1; 0: one that is free', '9474')
    .action(async (flags: AgentFlags) => (await import('./commands/agent.ts')).agent(flags))
  const layout = root.command('broker').description("what a workspace's RabbitMQ must hold for the console")
  for (const [name, about] of [
    ['plan', 'show what is there, missing or different; changes nothing'],
    ['apply', 'make what is missing; what is different is shown and left alone'],
    ['check', 'as plan, but ends with 1 where something is missing or different'],
  ] as const)
    layout
      .command(name)
      .description(about)
      .requiredOption('--workspace <name>', 'which workspace')
      .option('--management <url>', 'where its management interface answers')
      .option('--json', 'as JSON', false)
      .action(async (flags: BrokerFlags) => (await broker())[name](flags))
  const workspace = root.command('workspace').description('the workspaces on this machine')
  workspace
    .command('add <name>')
    .description("add a workspace on your company's MongoDB")
    .requiredOption(
      '--mongodb <uri>',
      `${FROM_INPUT}, or the connection string of a replica set; kept in the keychain`,
    )
    .option('--amqp <url>', `${FROM_INPUT}, or the address of your company's RabbitMQ; kept in the keychain`)
    .option('--database <name>', 'name of the database')
    .option('--operator <email>', 'who works here; the first operator of an empty database')
    .option('--dns <servers>', 'name servers that domains are checked with, such as 9.9.9.9,[::1]:5353')
    .action(async (name: string, flags: AddFlags) => (await workspaces()).add(name, flags))
  workspace
    .command('list')
    .option('--json', 'as JSON', false)
    .action(async ({ json }: { json: boolean }) => (await workspaces()).list(json))
  workspace
    .command('remove <name>')
    .description('forget it on this machine; its data stays')
    .action(async (name: string) => (await workspaces()).remove(name))
  return root
}
