// The real servers and runtimes that tests run against: each is looked for on the machine, obtained into a cache
// outside the clone when it is missing, started on a free port and stopped by its own process id. The rule: with
// CI=true a missing one is an error; elsewhere it answers undefined and says so in one loud line.

export { type ChromiumProgram, findChromium } from './chromium.ts'
export { DevToolsPage } from './devtools.ts'
export { startDisplay } from './display.ts'
export { type DnsServer, startDns, type Zone } from './dns.ts'
export { dropDatabase } from './drop-database.ts'
export { type ElectronRuntime, findElectron } from './electron.ts'
export { assembleElectronApp } from './electron-app.ts'
export { hasChineseFont } from './fonts.ts'
export { giveToTester } from './give-to-tester.ts'
export { type Keyring, startKeyring } from './keyring.ts'
export { type MongoServer, startMongo } from './mongo.ts'
export { launcherOf, openPackage, type PackagedApp, packApp } from './packaged-app.ts'
export { type RabbitServer, startRabbit } from './rabbit.ts'
export { type ManagedRabbit, managedRabbit, openVirtualHost, type VirtualHost } from './rabbit-management.ts'
export { type TempDir, tempDir, testerDir } from './temp-dir.ts'
