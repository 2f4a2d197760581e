import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import { brokerSuite } from './broker-suite.ts'

brokerSuite({ name: 'in-process', open: async (options) => openInProcessBroker(options) })
