/** Brokers: what one must offer. Each of the two that offer it has an index of its own, to be loaded by whoever opens it. */
export { type FailureCode, plainSentence } from './failure.ts'
export type {
  Broker,
  BrokerState,
  DeadLetter,
  Delivery,
  Lost,
  OutMessage,
  PublishOutcome,
  Subscription,
  TapMessage,
  Verdict,
  WorkQueue,
  WorkSubscription,
} from './port.ts'
export { topicMatches } from './topic.ts'
