import { randomUUID } from 'node:crypto'
import { startRabbit } from './rabbit.ts'

const ALL: Rights = { configure: '.*', write: '.*', read: '.*' }
const PASSWORD = 's3cr3t'

/** A broker that many tests use at the same time, each in a virtual host of its own. */
export interface ManagedRabbit {
  readonly url: string
  /** Where its management interface answers. */
  readonly management: string
  /** Ends it, unless it is the whole run's. */
  stop(): Promise<void>
}

/** What a user may do with what has such a name; regular expressions. */
export interface Rights {
  readonly configure: string
  readonly write: string
  readonly read: string
}

/** A virtual host that nobody else has, empty at first. */
export interface VirtualHost {
  readonly name: string
  /** For its administrator, guest. */
  readonly url: string
  /** Asks the management interface, as administrator of the whole node; `path` follows `/api/`. */
  ask(path: string, method?: 'GET' | 'PUT' | 'DELETE', body?: object): Promise<unknown>
  /** What is not named is allowed. */
  permit(user: string, rights: Partial<Rights>): Promise<void>
  /** Adds a user who may do everything in this virtual host. A node's users are everybody's, so the name is made here. */
  addUser(tags?: string): Promise<{ readonly user: string; readonly url: string }>
  /** Removes it with all that is in it and its users; who is connected is cut off. */
  remove(): Promise<void>
}

/**
 * The broker of the whole run, or one that is started now.
 *
 * @returns undefined where there is none, and where AMQP_URL names one: it is somebody's, and is not administered by tests
 */
export async function managedRabbit(): Promise<ManagedRabbit | undefined> {
  if (process.env['AMQP_URL']) return undefined
  const url = process.env['CASTELLAN_TEST_AMQP']
  const management = process.env['CASTELLAN_TEST_RABBIT_MANAGEMENT']
  if (url && management) return { url, management, stop: async () => undefined }
  const own = await startRabbit({ management: true })
  return own?.management ? { url: own.url, management: own.management, stop: own.stop } : undefined
}

/** @throws Error where there is no broker; tests that come here are skipped then */
export async function openVirtualHost(rabbit: ManagedRabbit | undefined): Promise<VirtualHost> {
  if (!rabbit) throw new Error('no broker for a virtual host')
  const name = `test-${randomUUID().slice(0, 8)}`
  const users: string[] = []
  const ask: VirtualHost['ask'] = async (path, method = 'GET', body) => {
    const headers = {
      authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}`,
      'content-type': 'application/json',
    }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${rabbit.management}/api/${path}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const permit: VirtualHost['permit'] = async (user, rights) => {
    await ask(`permissions/${name}/${user}`, 'PUT', { ...ALL, ...rights })
  }
  const url = `${rabbit.url}/${name}`
  await ask(`vhosts/${name}`, 'PUT', {})
  await permit('guest', ALL)
  return {
    name,
    url,
    ask,
    permit,
    async addUser(tags = '') {
      const user = `${name}-${users.length}`
      await ask(`users/${user}`, 'PUT', { password: PASSWORD, tags })
      users.push(user)
      await permit(user, ALL)
      return { user, url: url.replace('guest:guest', `${user}:${PASSWORD}`) }
    },
    async remove() {
      for (const user of users) await ask(`users/${user}`, 'DELETE')
      await ask(`vhosts/${name}`, 'DELETE')
    },
  }
}
