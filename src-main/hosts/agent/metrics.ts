/** The standing in the text format that Prometheus reads (version 0.0.4). */
import { type AgentStanding, lagOf } from './standing.ts'

type Labels = { readonly [name: string]: string }
type Sample = readonly [value: number, labels?: Labels]

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

function metric(name: string, kind: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([value, labels = {}]) => {
    const inside = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
    return `castellan_${name}${inside.length > 0 ? `{${inside.join(',')}}` : ''} ${value}`
  })
  return [`# HELP castellan_${name} ${help}`, `# TYPE castellan_${name} ${kind}`, ...lines, ''].join('\n')
}

const OUTCOMES = ['done', 'repeated', 'retried', 'dead', 'held'] as const

/** What cannot be asked for at the moment is left out, so that nothing looks like zero that is not known. */
export function metricsOf(standing: AgentStanding, version: string): string {
  const { workspace, database, broker, events, flow, deadLetters, unrouted } = standing
  const one = (holds: boolean): number => (holds ? 1 : 0)
  const parts = [
    metric('info', 'gauge', 'Version of the agent and its workspace.', [[1, { version, workspace }]]),
    metric('database_up', 'gauge', 'Whether the database answers.', [[one(database.up)]]),
    metric('broker_up', 'gauge', 'Whether the broker is connected.', [[one(broker.state !== 'down')]]),
    metric('broker_blocked', 'gauge', 'Whether the broker takes nothing for now.', [
      [one(broker.state === 'blocked')],
    ]),
    metric('process_resident_bytes', 'gauge', 'Memory of the agent.', [[process.memoryUsage.rss()]]),
  ]
  if (events) {
    parts.push(
      metric('outbox_pending', 'gauge', 'Events that wait to be published.', [[events.pending]]),
      metric('outbox_oldest_seconds', 'gauge', 'How long the oldest of them has waited.', [
        [lagOf(standing)],
      ]),
    )
  }
  if (flow) {
    const { consumers, schedules } = flow
    parts.push(
      metric('relay_held', 'gauge', 'Whether this agent is the one that publishes.', [[one(flow.held)]]),
      metric('events_published_total', 'counter', 'Events that the broker confirmed.', [[flow.published]]),
      metric('events_refused_total', 'counter', 'Publications that were refused or not answered.', [
        [flow.refused],
      ]),
      metric(
        'queue_read',
        'gauge',
        'Whether this agent reads the queue.',
        consumers.map((c): Sample => [one(c.reads), { queue: c.queue }]),
      ),
      metric(
        'deliveries_total',
        'counter',
        'Events of others that were handled.',
        consumers.flatMap((c) =>
          OUTCOMES.map((outcome): Sample => [c[outcome], { queue: c.queue, outcome }]),
        ),
      ),
      metric(
        'schedule_ran_timestamp_seconds',
        'gauge',
        'When each schedule ran last.',
        schedules.map((s): Sample => [Date.parse(s.ranAt) / 1000, { schedule: s.name }]),
      ),
      metric(
        'schedule_failures',
        'gauge',
        'How often in a row it has failed since.',
        schedules.map((s): Sample => [s.failures, { schedule: s.name }]),
      ),
    )
  }
  parts.push(
    metric(
      'dead_letters',
      'gauge',
      'Messages that were given up.',
      deadLetters.map(({ queue, messages }): Sample => [messages, { queue }]),
    ),
  )
  if (unrouted !== null)
    parts.push(metric('events_unrouted', 'gauge', 'Events that no queue was bound to.', [[unrouted]]))
  return parts.join('')
}
