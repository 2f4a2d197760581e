// The real servers and runtimes that tests run against: each is looked for on the machine, obtained into a cache
// outside the clone when it is missing, started on a free port and stopped by its own process id. The rule: with
// CI=true a missing one is an error; elsewhere it answers undefined and says so in one loud line.

export { type MongoOptions, type MongoServer, startMongo } from './mongo.ts'
export { findMongod } from './mongod.ts'
