/** For the operators: which servers the platform is connected to. It says nothing of any tenant. */
export { HealthPage } from './health-page.tsx'
