import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const main = resolve(import.meta.dirname, '../../../src-main/hosts/cli/main.ts')
const data = mkdtempSync(join(tmpdir(), 'castellan-cli-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line as a person does: a process of its own, straight from its sources. */
const castellan = (...args: readonly string[]): Promise<Ended> => castellanWith({}, ...args)
const castellanWith = (more: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> =>
  ended(started(more, ...args))

function started(more: NodeJS.ProcessEnv, ...args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [main, ...args], { env: { ...process.env, CASTELLAN_DATA: data, ...more } })
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [out, err]: Buffer[][] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => out?.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err?.push(chunk))
  const [code] = await once(child, 'close')
  return { code, out: Buffer.concat(out ?? []).toString(), err: Buffer.concat(err ?? []).toString() }
}

/** An empty data folder of its own. */
function emptyFolder(name: string): string {
  const folder = join(data, name)
  mkdirSync(folder)
  return folder
}

const ADA = ['--as', 'ada.marsh@northwind.example', '--org', 'northwind'] as const

describe('castellan call', () => {
  it('prints the answer as JSON on standard output and ends with 0', async () => {
    const { code, out, err } = await castellan('call', 'organizations.current', ...ADA)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ slug: 'northwind' })
  })

  it('prints a typed error as JSON on standard error and ends with 1', async () => {
    const id = '01a2060e-f05f-70d4-bd93-172c2ca02399'
    const { code, out, err } = await castellan('call', 'teams.get', JSON.stringify({ id }), ...ADA)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(JSON.parse(err)).toEqual({
      code: 'NOT_FOUND',
      message: expect.any(String),
      data: { type: 'team' },
    })
  })

  it('logs each call for whoever asks for it, without its input, and says so of a level that is none', async () => {
    const id = '01a2060e-f05f-70d4-bd93-172c2ca02399'
    const call = ['call', 'teams.get', JSON.stringify({ id }), ...ADA] as const
    const { err } = await castellanWith({ CASTELLAN_LOG: 'debug' }, ...call)
    const lines = err.split('\n').filter((line) => line.includes('"procedure"'))
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 20, procedure: 'teams.get', outcome: 'NOT_FOUND' }),
    ])
    expect(lines.join()).not.toMatch(/01a2060e|ada\.marsh/)
    const wrong = await castellanWith({ CASTELLAN_LOG: 'verbose' }, ...call)
    expect(wrong.err).toMatch(/^CASTELLAN_LOG is none of .*debug.*; taken for error\.\n\{/)
  })

  it('says the field and what would be right of a bad input', async () => {
    const { code, err } = await castellan('call', 'teams.get', '{"id":7}', ...ADA)
    expect(code).toBe(1)
    expect(JSON.parse(err)).toMatchObject({ code: 'BAD_INPUT', data: { issues: [{ field: 'id' }] } })
  })

  it('answers a stranger, and an organization that one is no member of, without telling whether it exists', async () => {
    const stranger = await castellan(
      'call',
      'teams.list',
      '{}',
      '--as',
      'nobody@x.example',
      '--org',
      'northwind',
    )
    expect(stranger.code).toBe(1)
    const nowhere = await castellan('call', 'teams.list', '{}', '--as', ADA[1], '--org', 'no-such-place')
    const foreign = await castellan('call', 'teams.list', '{}', '--as', ADA[1], '--org', 'pine')
    expect([nowhere.code, foreign.code]).toEqual([1, 1])
    expect(JSON.parse(foreign.err)).toEqual(JSON.parse(nowhere.err))
  })

  it('ends with 130 and changes nothing where it was interrupted while the workspace opened', async () => {
    const env = { CASTELLAN_DATA: emptyFolder('interrupted') }
    const child = started(env, 'call', 'teams.create', '{"name":"Unwanted"}', ...ADA)
    const end = ended(child)
    // The list of workspaces is written first; filling the sample takes much longer.
    await expect
      .poll(() => existsSync(join(env.CASTELLAN_DATA, 'workspaces.json')), { interval: 5, timeout: 60_000 })
      .toBe(true)
    child.kill('SIGINT')
    expect(await end).toEqual({ code: 130, out: '', err: '' })
    const { code, out } = await castellanWith(env, 'call', 'teams.list', '{}', ...ADA)
    expect(code).toBe(0)
    expect(out).not.toContain('Unwanted')
  })

  it.each([
    [['call', 'teams.get', '{id:1}', ...ADA], /not JSON/],
    [['call', 'teams.lst', '{}', ...ADA], /teams\.list/],
    [['call', 'teams.list', '{}', '--org', 'northwind'], /--as/],
    [['call', 'teams.list', '{}', '--as', ADA[1]], /--org/],
    [['call'], /procedure/],
    [['call', 'teams.list', '{}', '--nonsense'], /--nonsense/],
    [['nonsense'], /nonsense/],
    [['workspace', 'add', 'acme'], /--mongodb/],
    [['broker', 'check'], /--workspace/],
  ])('used wrongly ends with 2 and says what would be right: %o', async (args, says) => {
    const { code, out, err } = await castellan(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(says)
    expect(err).not.toMatch(/^ +at /m)
  })
})

describe('castellan procedures', () => {
  it('lists every procedure with its permission, audit rule and JSON schemas', async () => {
    const { code, out } = await castellan('procedures', '--json')
    expect(code).toBe(0)
    const all: readonly Record<string, unknown>[] = JSON.parse(out)
    expect(all.length).toBeGreaterThan(30)
    for (const one of all)
      expect(one).toMatchObject({ path: expect.stringMatching(/^\w+\.\w+$/), permission: expect.any(Object) })
    expect(all.find((one) => one['path'] === 'teams.get')).toMatchObject({
      permission: { type: 'team', operation: expect.any(String) },
      input: { type: 'object', properties: { id: {} } },
    })
  })
})

describe('castellan doctor', () => {
  it('says that the console can be used, and what it would open with', async () => {
    const { code, out } = await castellan('doctor', '--json')
    const { usable, findings } = JSON.parse(out)
    expect({ code, usable }).toEqual({ code: 0, usable: true })
    const whats = findings.map((f: { readonly what: string }) => f.what)
    expect(whats).toEqual([
      'Node',
      'Electron',
      'display',
      'browser',
      'data folder',
      'keyring',
      'workspace sample',
      'message broker',
    ])
  })

  it('ends with 1 where the workspace cannot be opened', async () => {
    const { code, out } = await castellan('doctor', '--workspace', 'nowhere', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ usable: false })
  })
})

describe('castellan doctor, where a file of the data folder cannot be read', () => {
  it('shows all it found out: the list of workspaces', async () => {
    const folder = emptyFolder('broken-list')
    writeFileSync(join(folder, 'workspaces.json'), '{"half')
    const { code, out, err } = await castellanWith({ CASTELLAN_DATA: folder }, 'doctor', '--json')
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const { usable, findings } = JSON.parse(out)
    expect(usable).toBe(false)
    expect(findings.at(-1)).toMatchObject({
      what: 'workspace sample',
      state: 'broken',
      note: expect.stringMatching(/^The list of workspaces cannot be read: .*workspaces\.json/),
    })
    // Elsewhere it is the same sentence, as an error of its own kind.
    const listed = await castellanWith({ CASTELLAN_DATA: folder }, 'workspace', 'list')
    expect(listed.code).toBe(1)
    expect(JSON.parse(listed.err)).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'workspaces' } })
  })

  it('says that nothing works without the secrets, and quotes none of them', async () => {
    const folder = emptyFolder('broken-secrets')
    writeFileSync(join(folder, 'secrets.json'), 'c4n4ry')
    const { code, out } = await castellanWith({ CASTELLAN_DATA: folder }, 'doctor', '--json')
    const { usable, findings } = JSON.parse(out)
    expect({ code, usable }).toEqual({ code: 1, usable: false })
    expect(findings).toContainEqual({
      what: 'keyring',
      state: 'broken',
      needed: true,
      note: expect.stringMatching(/^secrets\.json .*cannot be read/),
    })
    expect(out).not.toContain('c4n4ry')
    // No key is made anew for what may be there, and nothing of the file is told. The system's keyring may have the keys.
    const env = { CASTELLAN_DATA: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }
    const called = await castellanWith(env, 'call', 'teams.list', '{}', ...ADA)
    expect(called.code).toBe(1)
    expect(JSON.parse(called.err)).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'keychain' } })
    expect(called.err).not.toContain('c4n4ry')
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe('c4n4ry')
  })
})

describe('castellan workspace', () => {
  it('never prints a password, not even of an address that does not answer', async () => {
    const uri = 'mongodb://ada:s3cr3t-w0rd@127.0.0.1:1/?serverSelectionTimeoutMS=300&connectTimeoutMS=300'
    const { code, out, err } = await castellan('workspace', 'add', 'acme', '--mongodb', uri)
    expect(code).toBe(1)
    expect(JSON.parse(err)).toMatchObject({ code: expect.any(String) })
    expect(out + err).not.toContain('s3cr3t')
    expect((await castellan('workspace', 'list', '--json')).out).not.toContain('acme')
  })

  const UNANSWERED =
    'mongodb://ada:s3cr3t-w0rd@127.0.0.1:1/?serverSelectionTimeoutMS=300&connectTimeoutMS=300'
  const ADD = ['workspace', 'add', 'acme'] as const

  it('takes its addresses from standard input, where no other user of the machine reads them', async () => {
    const child = started({}, ...ADD, '--mongodb', '-', '--amqp', '-')
    const end = ended(child)
    // It is not closed: whoever types ends a line, not the input.
    child.stdin.write(`${UNANSWERED}\namqp://ada:s3cr3t-w0rd@127.0.0.1:1/\n`)
    const { code, out, err } = await end
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(JSON.parse(err)).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'database' } })
    expect(err).not.toContain('s3cr3t')
  })

  it('takes one of them from there, and leaves out what else stands there', async () => {
    const child = started({}, ...ADD, '--mongodb', UNANSWERED, '--amqp', '-')
    const end = ended(child)
    child.stdin.end('amqps://rabbit.example\r\nmore\n')
    expect(await end).toMatchObject({ code: 1, err: expect.stringMatching(/"UNAVAILABLE"/) })
  })

  it('used wrongly ends with 2 and one sentence that quotes nothing', async () => {
    const child = started({}, ...ADD, '--mongodb', '-', '--amqp', '-')
    const end = ended(child)
    child.stdin.end('s3cr3t-w0rd\n')
    const { code, out, err } = await end
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^--mongodb - .*standard input.*\.\n$/)
    expect(err).not.toContain('s3cr3t')
  })

  it('that is not known cannot be removed', async () => {
    const { code, err } = await castellan('workspace', 'remove', 'nowhere')
    expect({ code, error: JSON.parse(err).code }).toEqual({ code: 1, error: 'NOT_FOUND' })
  })
})
