import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { program } from '../../../src-main/hosts/cli/index.ts'
import { ended, Machine, ROOT } from './agent-machine.ts'

const machine = new Machine()
const castellan = machine.castellan.bind(machine)

afterEach(() => machine.killAll())
afterAll(() => machine.remove())

describe('castellan agent', () => {
  it('refuses what it cannot do: a workspace that is not there, one of this machine only, a port that is none', async () => {
    expect(await ended(castellan('agent', '--workspace', 'nowhere', '--port', '0'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no workspace nowhere/),
    })
    const refused = { code: 2, err: expect.stringMatching(/on this machine only/) }
    const sample = ['agent', '--workspace', 'sample', '--port', '0'] as const
    expect(await ended(castellan(...sample)), 'before it was ever opened').toMatchObject(refused)
    await ended(castellan('call', 'session.current'))
    expect(await ended(castellan(...sample))).toMatchObject(refused)
    expect((await ended(castellan('agent', '--workspace', 'sample', '--port', '70000'))).code).toBe(2)
  })

  it('refuses a workspace without a broker, whose events it would take from the windows and bring to nobody', async () => {
    const acme = { name: 'acme', kind: 'connected', database: 'acme', person: 'operator@acme.example' }
    writeFileSync(join(machine.folder, 'workspaces.json'), JSON.stringify([acme]))
    expect(await ended(castellan('agent', '--workspace', 'acme'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/acme has no broker.*--amqp/s),
    })
  })

  it('is what the unit starts, with flags that it knows', () => {
    const unit = readFileSync(join(ROOT, 'resources/castellan-agent.service'), 'utf8')
    const start = /^ExecStart=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
    expect(start[1]).toBe('/opt/castellan/src-main/hosts/cli/main.ts')
    const command = program().commands.find((c) => c.name() === start[2])
    const flags = start.slice(3).filter((word) => word.startsWith('--'))
    expect(command?.options.map((o) => o.long)).toEqual(flags)
    expect(unit).toMatch(/^NoNewPrivileges=yes$/m)
    expect(unit).toMatch(/^ProtectSystem=strict$/m)
  })
})
