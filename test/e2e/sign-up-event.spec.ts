/**
 * Claim, proof and sign-up on a workspace of real servers: what the sign-up service publishes on RabbitMQ makes a
 * member, who appears in the People page that is open meanwhile. The publisher knows nothing of the console.
 */
import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { connect } from 'amqplib'
import { type DnsServer, startDns } from '../servers/dns.ts'
import {
  dropDatabase,
  giveToTester,
  type Keyring,
  type ManagedRabbit,
  type MongoServer,
  managedRabbit,
  openVirtualHost,
  startKeyring,
  startMongo,
  type TempDir,
  testerDir,
  type VirtualHost,
} from '../servers/index.ts'
import { inBothHosts } from './hosts/both.ts'
import { castellan } from './hosts/command-line.ts'
import { switchTo } from './hosts/hand.ts'
import { go, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'

const OPERATOR = 'olivia.reyes@platform.example'
const DOMAIN = 'castellan-event.dev'

/** What a sign-up service does, which has a broker and an id of the platform, and nothing else. */
async function publish(amqp: string, orgid: string, email: string, name: string): Promise<void> {
  const connection = await connect(amqp)
  const channel = await connection.createConfirmChannel()
  const event = {
    specversion: '1.0',
    id: randomUUID(),
    source: 'sign-up',
    type: 'user.signedup',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'castellan:user.signedup:v1',
    orgid,
    data: { signUpId: randomUUID(), email, name, verified: true },
  }
  const options = { messageId: event.id, contentType: 'application/cloudevents+json', persistent: true }
  channel.publish('castellan.users', `user.signedup.${orgid}`, Buffer.from(JSON.stringify(event)), options)
  await channel.waitForConfirms()
  await connection.close()
}

inBothHosts((host, open) =>
  test.describe(`a sign-up over RabbitMQ in ${host}`, () => {
    test.describe.configure({ mode: 'serial', timeout: 300_000 })
    const database = `sign_up_${randomUUID().slice(0, 8)}`
    // The keychain knows a workspace by its name alone, and all walks of a run have the same one.
    const workspace = database.replaceAll('_', '-')
    let mongo: MongoServer | undefined
    let rabbit: ManagedRabbit | undefined
    let virtual: VirtualHost | undefined
    let mongodb: string | undefined
    let keyring: Keyring | undefined
    let dns: DnsServer
    let data: TempDir
    let page: Page

    const env = (): NodeJS.ProcessEnv => ({ ...process.env, ...keyring?.env, CASTELLAN_DATA: data.path })
    const call = async <R>(procedure: string, input: object): Promise<R> => {
      const whom = ['--as', OPERATOR, '--org', 'platform', '--workspace', workspace]
      return JSON.parse(await castellan(env(), 'call', procedure, JSON.stringify(input), ...whom)) as R
    }

    const here = opened(host, async () => {
      mongodb = process.env['CASTELLAN_TEST_MONGODB']
      if (mongodb === undefined) mongo = await startMongo()
      rabbit = await managedRabbit()
      mongodb ??= mongo?.uri
      keyring = await startKeyring()
      dns = await startDns()
      data = testerDir('signup')
      if (mongodb === undefined || rabbit === undefined) return undefined
      // Both hosts are walked at the same time: on one virtual host each would enroll who signed up at the other.
      virtual = await openVirtualHost(rabbit)
      const servers = ['--mongodb', mongodb, '--database', database, '--amqp', virtual.url]
      await castellan(env(), 'workspace', 'add', workspace, ...servers, '--operator', OPERATOR)
      const admin = { email: OPERATOR, name: 'Olivia Reyes' }
      await call('platform.create', { name: 'Acme Industries', slug: 'acme', admin })
      giveToTester(data.path)
      const where = { ...keyring?.env, CASTELLAN_DNS: dns.address }
      return open({ workspace, dataDir: data.path, env: where })
    })
    test.afterAll(async () => {
      if (mongodb !== undefined) {
        await dropDatabase(mongodb, database)
      }
      await dns.stop()
      await keyring?.stop()
      await virtual?.remove()
      await rabbit?.stop()
      await mongo?.stop()
      data.remove()
    })
    test.beforeEach(() => {
      page = here().page
    })

    test('a domain is claimed, its record published and found', async () => {
      await switchTo(page, 'Acme Industries')
      await go(page, '/domains')
      await page.getByRole('button', { name: 'Claim a domain' }).click()
      await page.getByPlaceholder('example.com').fill(DOMAIN)
      await page.getByRole('button', { name: 'Next', exact: true }).click()
      await expect(page.getByRole('heading', { level: 2, name: 'Enrollment' })).toBeVisible()
      await page.getByRole('button', { name: 'Next', exact: true }).click()
      const record = (await page.getByText(/^castellan-verify=/).textContent()) ?? ''
      await page.getByRole('button', { name: 'Copy: Value of the record' }).click()
      await expect(page.getByText('Copied')).toBeVisible()
      expect(await here().copied()).toBe(record)
      dns.set(`_castellan-challenge.${DOMAIN}`, { txt: [record] })
      await page.getByRole('button', { name: 'Next', exact: true }).click()
      await page.getByRole('button', { name: 'Ask DNS now' }).click()
      await expect(page.getByText('The proof is there')).toBeVisible()
    })

    test('a sign-up that is published on RabbitMQ is a member in the open People page', async () => {
      const { context } = await call<{ context: { orgId: string } }>('session.current', {})
      await go(page, '/people')
      await expect(page.getByText(OPERATOR)).toBeVisible()
      await expect(page.getByText(`wanda.walker@${DOMAIN}`)).toHaveCount(0)
      await publish(virtual?.url ?? '', context.orgId, `wanda.walker@${DOMAIN}`, 'Wanda Walker')
      await expect(page.getByText(`wanda.walker@${DOMAIN}`)).toBeVisible()
      await picture(page, host, 'sign-up-event', ['light'])
    })
  }),
)
