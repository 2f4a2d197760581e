/** Domains whose addresses anybody can have: nobody's organization. */
import listed from 'email-providers/all.json' with { type: 'json' }

/** In use for personal mail where the console's first customers are, and not in the package's list (2.26). */
const REGIONAL = [
  // Taiwan: the mail of Chunghwa Telecom, Seednet, So-net, GigaMedia, Xuite, PChome, Mail2000, Microsoft.
  'hinet.net',
  'seed.net.tw',
  'so-net.net.tw',
  'giga.net.tw',
  'url.com.tw',
  'xuite.net',
  'livemail.tw',
  'pchome.com.tw',
  'mail2000.com.tw',
  'live.com.tw',
  'hotmail.com.tw',
  'outlook.tw',
  // Japan, Korea, China: providers' and carriers' mail.
  'nifty.com',
  'ocn.ne.jp',
  'kakao.com',
  '139.com',
  '189.cn',
  // Everywhere.
  'fastmail.com',
  'tutanota.com',
  'tuta.io',
  'duck.com',
  'zohomail.com',
]
const ALL: ReadonlySet<string> = new Set([...listed, ...REGIONAL])

/** The domain itself; whoever asks for a sub-domain asks for its registrable domain too. */
export const isMailProvider = (domain: string): boolean => ALL.has(domain)
