/** The page of all events, out of the catalogue that publishers and consumers are held to. */
import i18next from 'i18next'
import { envelope } from '../../../src-main/events/index.ts'
import {
  cloudEvent,
  EVENT_TYPE_NAMES,
  EVENT_TYPES,
  type EventType,
  type EventTypeName,
  EXCHANGES,
  type Exchange,
  routingKey,
} from '../../../src-preload/contract/event-types/index.ts'
import { type Field, fieldsIn, wordOf } from '../../../src-renderer/features/events/drawer/schema-words.ts'
import { events } from '../../../src-renderer/text/en/events.ts'
import { type Page, pageOf, tableOf } from './page.ts'

const FOLDER = 'src-preload/contract/event-types'
const ENVELOPE_WORDS: ReadonlyMap<string, string> = new Map(Object.entries(events.field))

const language = i18next.createInstance()
await language.init({ lng: 'en', resources: { en: { events } }, interpolation: { escapeValue: false } })
const t = language.getFixedT('en', 'events')

function typeOf({ is, optional, orNull }: Field): string {
  const word = is.kind === 'oneOf' && is.values.length === 1 ? `always ${is.values[0]}` : wordOf(is, t)
  return `${word}${orNull ? ' or null' : ''}${optional ? `; ${t('kind.optional')}` : ''}`
}

function envelopeTable(): string {
  const rows = [...fieldsIn(cloudEvent)].map(([name, field]) => {
    const words = ENVELOPE_WORDS.get(name)
    if (words === undefined) throw new Error(`Nothing says what the envelope's ${name} is.`)
    return [`\`${name}\``, typeOf(field), words]
  })
  return tableOf(['field', 'type', 'what it is'], rows)
}

/** A whole event as the outbox writes it, with ids that are the same each time. */
function example(): string {
  const id = '01936f0a-7c40-7a31-9d52-6c1f0e8b4a01'
  const orgId = '01936e00-1000-7000-8000-0000000000aa'
  const type = 'member.joined'
  const memberId = '01936f0a-7c3f-7b10-8e44-2f9d5a7c6b02'
  const adaId = '01936e00-1000-7000-8000-0000000000ad'
  const data = {
    id: memberId,
    userId: '01936f0a-7c3f-7b10-8e44-2f9d5a7c6b03',
    name: 'Cy Okafor',
    email: 'cy.okafor@northwind.example',
    roleIds: ['viewer'],
    source: 'invited',
    addedBy: 'Ada Marsh',
  }
  const event = envelope(
    { type, subject: memberId, data },
    {
      id,
      orgId,
      time: '2026-03-03T09:15:42.816Z',
      actorId: adaId,
      auditId: '01936f0a-7c40-7a31-9d52-6c1f0e8b4a00',
    },
  )
  const about = [
    `exchange      castellan.${EVENT_TYPES[type].exchange}`,
    `routing key   ${routingKey(type, orgId)}`,
    `message-id    ${id}`,
    `type          ${type}`,
    'content-type  application/cloudevents+json',
  ]
  return ['```', ...about, '```', '', '```json', JSON.stringify(event, null, 2), '```'].join('\n')
}

function typeSection(name: EventTypeName): string[] {
  const { about, data, version, earlier, external }: EventType = EVENT_TYPES[name]
  const older = (earlier ?? []).map((one) => `v${one.version}`).join(', ')
  const notes = [
    about,
    ...(external ? ['**From outside**: another service publishes it, the console only consumes it.'] : []),
    ...(older === '' ? [] : [`Still read: ${older}.`]),
  ]
  const fields = [...fieldsIn(data)].map(
    ([field, is]) => `- \`${field}\`: ${typeOf(is)}${is.about === '' ? '' : ` – ${is.about}`}`,
  )
  return [`### ${name} · v${version}`, notes.join(' '), fields.join('\n')]
}

const exchangeSections = (exchange: Exchange): string[] => [
  `## castellan.${exchange}`,
  ...EVENT_TYPE_NAMES.filter((name) => EVENT_TYPES[name].exchange === exchange).flatMap(typeSection),
]

export const eventPage = (): Page => ({
  file: 'events.md',
  text: pageOf('Events, one by one', FOLDER, [
    'How they travel, and how to bind to them: [events](../events.md). An event tells ids, names and states; never a secret, never content.',
    '## The envelope',
    'CloudEvents 1.0 in JSON. The routing key is `<entity>.<verb>.<orgId>`: the type, then the tenant (`platform` for what is of no organization yet, such as a sign-up). A consumer refuses a message whose key and envelope differ, a type that is not here, and a version of `dataschema` (`castellan:<type>:v<version>`) that it does not know.',
    envelopeTable(),
    '## A whole one',
    example(),
    ...EXCHANGES.flatMap(exchangeSections),
  ]),
})
