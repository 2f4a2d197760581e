/**
 * The built interface as a host hands it out: which file answers a path, and under which headers.
 * Both hosts use it, so that neither can be laxer than the other: nothing outside the folder is ever
 * read, and no answer goes out without the content security policy.
 */
export { pageAnswer } from './answer.ts'
export { contentSecurityPolicy } from './content-security-policy.ts'
export { fileWithin } from './file-within.ts'
