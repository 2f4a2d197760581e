/**
 * The command line for many calls: a process that takes them from whoever forked it, who waits for each answer before
 * the next, so that what they need is loaded once.
 */
import { program } from '../../../src-main/hosts/cli/program.ts'

export interface Asked {
  readonly env: NodeJS.ProcessEnv
  readonly words: readonly string[]
}
export interface Answered {
  readonly said: string
  /** Why the command failed; absent where it did not. */
  readonly failure?: string
}

const print = process.stdout.write.bind(process.stdout)

async function answer({ env, words }: Asked): Promise<Answered> {
  Object.assign(process.env, env)
  const said: string[] = []
  process.stdout.write = (text: string | Uint8Array) => said.push(String(text)) > 0
  try {
    await program().parseAsync(words, { from: 'user' })
    return { said: said.join('') }
  } catch (error) {
    return { said: said.join(''), failure: String(error) }
  } finally {
    process.stdout.write = print
    // A command listens for what ends its process; this one goes on.
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal)
  }
}

process.on('message', async (asked: Asked) => process.send?.(await answer(asked)))
process.on('disconnect', () => process.exit())
