import { contract } from '../../src-preload/contract/index.ts'
import { catalogueOf, type Described, describeEntry } from './catalogue.ts'

/** Every procedure of the contract for the command line and the reference; needs no open workspace. */
export const describeContract = (): readonly Described[] => catalogueOf(contract).map(describeEntry)
