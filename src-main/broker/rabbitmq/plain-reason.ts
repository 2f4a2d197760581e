import { withoutSecrets } from '../../identity/index.ts'

/** Why something failed, for a state or an error: what the driver says, without the address's name and password. */
export function plainReason(error: unknown, url: string): string {
  let text = error instanceof Error ? error.message || error.name : String(error)
  for (const secret of secretsOf(url)) text = text.replaceAll(secret, '…')
  return withoutSecrets(text).slice(0, 300)
}

function secretsOf(url: string): string[] {
  const secrets = [url]
  if (URL.canParse(url)) {
    const { password } = new URL(url)
    secrets.push(password, decoded(password))
  }
  return secrets.filter((s) => s !== '' && s !== 'guest')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
