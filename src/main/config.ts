// The configuration: the only reader of the environment. A wrong value is refused with its name, its fault and an example.
import path from 'node:path';
import { AppError } from '../domain/errors.ts';
import { nearest } from '../domain/nearest.ts';
import { modelVariables, readModel, type OtherModelSettings } from './config-model.ts';

export type Part = 'web' | 'worker' | 'listener';

export interface Config {
  host: string;
  port: number;
  /** As people reach it; cookies, invites and OAuth are built on it. No slash at the end. */
  publicUrl: string;
  /** Absolute. */
  dataDir: string;
  /** Null: the embedded database. */
  databaseUrl: string | null;
  databasePoolSize: number;
  /** NATS between listeners and workers; null: they work in one process, or each for itself. */
  natsUrl: string | null;
  /** What this process does; all three by default. */
  parts: readonly Part[];
  trustProxy: boolean;
  /** Addresses (CIDR or host) of internal networks that networks' servers may be reached at. */
  allowedAddresses: readonly string[];
  /** Key id → 32 bytes; the first seals. Empty: a key is made and kept in the data directory. */
  secretKeys: readonly { id: string; key: Uint8Array }[];
  mail: { url: string; from: string } | null;
  /** Asked for at /metrics; null: only this machine may ask. */
  metricsToken: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** How long a sender's claim holds before its fate is looked up. */
  sendLeaseMs: number;
  /** Another atproto network than the public one: a private one, or one for tests. */
  bluesky: Record<'resolverUrl' | 'plcUrl' | 'chatProxy' | 'picturesUrl', string | null>;
  /** Another address of X's API and pages: a gateway, or a server for tests. */
  facebook: Record<'apiUrl', string | null>;
  googleplay: Record<'apiUrl', string | null>;
  instagram: Record<'apiUrl', string | null>;
  line: Record<'apiUrl', string | null>;
  slack: Record<'apiUrl', string | null>;
  x: Record<'apiUrl' | 'webUrl', string | null>;
  /** A model that is asked after the built-in one. */
  otherModel: OtherModelSettings | null;
}

export interface Variable {
  name: string;
  initial: string;
  meaning: string;
  example: string;
}

/** Every variable there is, for `kizuki doctor` and docs/configuration.md. */
export const variables = [
  { name: 'HOST', initial: '127.0.0.1', meaning: 'Address to listen on.', example: '0.0.0.0' },
  { name: 'PORT', initial: '4000', meaning: 'Port to listen on.', example: '8080' },
  {
    name: 'KIZUKI_PORT',
    initial: 'PORT',
    meaning: 'Port to listen on, where PORT means something else to the platform; wins over it.',
    example: '8080',
  },
  {
    name: 'KIZUKI_PUBLIC_URL',
    initial: 'http://127.0.0.1:PORT',
    meaning: 'Where people reach Kizuki. With https the session cookie is bound to the host.',
    example: 'https://kizuki.example.com',
  },
  {
    name: 'KIZUKI_DATA_DIR',
    initial: './data',
    meaning: 'Embedded database, pictures and keys.',
    example: '/var/lib/kizuki',
  },
  {
    name: 'DATABASE_URL',
    initial: '(embedded)',
    meaning: 'Your own PostgreSQL, 15 or newer.',
    example: 'postgres://kizuki:secret@db.example.com:5432/kizuki',
  },
  {
    name: 'KIZUKI_DATABASE_POOL',
    initial: '12',
    meaning: 'Most database connections of this process.',
    example: '20',
  },
  {
    name: 'KIZUKI_NATS_URL',
    initial: '(none)',
    meaning:
      'NATS with JetStream, where several workers share what listeners hear; the same for every process. Several servers with commas.',
    example: 'nats://kizuki:secret@nats.example.com:4222',
  },
  {
    name: 'KIZUKI_PARTS',
    initial: 'web,worker,listener',
    meaning: 'What this process does; several processes may share one database.',
    example: 'web',
  },
  {
    name: 'KIZUKI_TRUST_PROXY',
    initial: 'false',
    meaning: 'Believe X-Forwarded-* of a proxy in front.',
    example: 'true',
  },
  {
    name: 'KIZUKI_ALLOW_ADDRESSES',
    initial: '(none)',
    meaning: 'Internal addresses that networks may be reached at; all others are refused.',
    example: '10.1.2.0/24,mastodon.internal',
  },
  {
    name: 'KIZUKI_SECRET_KEYS',
    initial: '(kept in the data directory)',
    meaning:
      'Keys for the networks’ tokens, id:base64 of 32 bytes, newest first; older ones still open what they sealed.',
    example: '2026b:q0mVx0cqWc1mT0Yk2pG8m3o1dJr5h7u9ZxN4vB6tE2A=',
  },
  {
    name: 'KIZUKI_MAIL_URL',
    initial: '(no mail)',
    meaning: 'SMTP server for notices.',
    example: 'smtp://user:pass@mail.example.com:587',
  },
  {
    name: 'KIZUKI_MAIL_FROM',
    initial: '(no mail)',
    meaning: 'Sender of notices.',
    example: 'Kizuki <kizuki@example.com>',
  },
  {
    name: 'KIZUKI_METRICS_TOKEN',
    initial: '(none)',
    meaning:
      'What /metrics is asked with, as “Authorization: Bearer …”, from anywhere. Without it, only this machine may ask.',
    example: 'nYx3u0Qz7mWc5tRk9aLd',
  },
  {
    name: 'KIZUKI_LOG_LEVEL',
    initial: 'info',
    meaning: 'debug, info, warn, error or silent.',
    example: 'warn',
  },
  {
    name: 'KIZUKI_SEND_LEASE_MS',
    initial: '60000',
    meaning: 'How long a send may take before it is looked up.',
    example: '30000',
  },
  {
    name: 'KIZUKI_BLUESKY_RESOLVER_URL',
    initial: '(the public one)',
    meaning: 'Server that resolves handles on another atproto network.',
    example: 'https://pds.example.com',
  },
  {
    name: 'KIZUKI_BLUESKY_PLC_URL',
    initial: '(the public one)',
    meaning: 'PLC directory of another atproto network.',
    example: 'https://plc.example.com',
  },
  {
    name: 'KIZUKI_BLUESKY_CHAT',
    initial: '(the public one)',
    meaning: 'DM service of another atproto network, as did#service.',
    example: 'did:web:chat.example.com#bsky_chat',
  },
  {
    name: 'KIZUKI_BLUESKY_PICTURES_URL',
    initial: '(the public one)',
    meaning: 'Where another atproto network serves its pictures, such as its AppView’s /img.',
    example: 'https://appview.example.com/img',
  },
  {
    name: 'KIZUKI_FACEBOOK_API_URL',
    initial: 'https://graph.facebook.com',
    meaning: 'Where Facebook’s API is called: a gateway of your own, or a server for tests.',
    example: 'https://facebook-gateway.example.com',
  },
  {
    name: 'KIZUKI_GOOGLEPLAY_API_URL',
    initial: 'https://androidpublisher.googleapis.com',
    meaning:
      'Where Google Play’s API is called: a gateway of your own, or a server for tests; it gives the tokens, too, at `/token`.',
    example: 'https://googleplay-gateway.example.com',
  },
  {
    name: 'KIZUKI_INSTAGRAM_API_URL',
    initial: 'https://graph.instagram.com',
    meaning: 'Where Instagram’s API is called: a gateway of your own, or a server for tests.',
    example: 'https://instagram-gateway.example.com',
  },
  {
    name: 'KIZUKI_LINE_API_URL',
    initial: 'https://api.line.me',
    meaning: 'Where LINE’s API is called: a gateway of your own, or a server for tests.',
    example: 'https://line-gateway.example.com',
  },
  {
    name: 'KIZUKI_SLACK_API_URL',
    initial: 'https://slack.com/api',
    meaning: 'Where Slack’s API is called: a gateway of your own, or a server for tests.',
    example: 'https://slack-gateway.example.com/api',
  },
  {
    name: 'KIZUKI_X_API_URL',
    initial: 'https://api.x.com',
    meaning: 'Where X’s API is called: a gateway of your own, or a server for tests.',
    example: 'https://x-gateway.example.com',
  },
  {
    name: 'KIZUKI_X_URL',
    initial: 'https://x.com',
    meaning: 'Where people sign in to X and write on its own pages.',
    example: 'https://x.com',
  },
  ...modelVariables,
] as const satisfies readonly Variable[];

type Name = (typeof variables)[number]['name'];

function refuse(name: Name, value: string, fault: string): AppError {
  const example = variables.find((variable) => variable.name === name)?.example ?? '';
  return new AppError(
    'invalid_configuration',
    `${name} is ${JSON.stringify(value)}: ${fault}. Example: ${name}=${example}`,
    {
      where: name,
    },
  );
}

type Environment = Readonly<Record<string, string | undefined>>;

function reader(env: Environment) {
  const text = (name: Name): string | null => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const whole = (name: Name, initial: number, min: number, max: number): number => {
    const value = text(name);
    if (value === null) return initial;
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw refuse(name, value, `it must be a whole number from ${String(min)} to ${String(max)}`);
    }
    return number;
  };
  const url = (name: Name, schemes: readonly string[]): string | null => {
    const value = text(name);
    if (value === null) return null;
    const parsed = URL.canParse(value) ? new URL(value) : null;
    if (parsed === null) throw refuse(name, hideSecrets(value), 'it is not an address');
    const scheme = parsed.protocol.slice(0, -1);
    if (!schemes.includes(scheme))
      throw refuse(name, hideSecrets(value), `it must begin with ${schemes.join(':// or ')}://`);
    return value.replace(/\/+$/u, '');
  };
  const oneOf = <T extends string>(name: Name, initial: T, values: readonly T[]): T => {
    const value = text(name);
    if (value === null) return initial;
    const found = values.find((one) => one === value);
    if (found === undefined) throw refuse(name, value, `it must be one of ${values.join(', ')}`);
    return found;
  };
  return { text, whole, url, oneOf };
}

/** A password in an address must not reach the log. */
function hideSecrets(value: string): string {
  return value.replace(/:\/\/[^@/]*@/u, '://…@');
}

function readKeys(value: string | null): { id: string; key: Uint8Array }[] {
  if (value === null) return [];
  return value.split(',').map((part) => {
    const [id, encoded] = part.trim().split(':');
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || !/^[\w-]{1,32}$/u.test(id) || key.length !== 32) {
      throw refuse('KIZUKI_SECRET_KEYS', `${id ?? ''}:…`, 'each key must be id:base64 of exactly 32 bytes');
    }
    return { id, key: new Uint8Array(key) };
  });
}

function readParts(value: string | null): Part[] {
  const all: readonly Part[] = ['web', 'worker', 'listener'];
  if (value === null) return [...all];
  return value.split(',').map((part) => {
    const found = all.find((one) => one === part.trim());
    if (found === undefined) throw refuse('KIZUKI_PARTS', value, `its parts must be among ${all.join(', ')}`);
    return found;
  });
}

/** Nothing of it is repeated, for it holds a password or token. */
function readNats(value: string | null): string | null {
  for (const each of value?.split(',') ?? []) {
    const url = URL.canParse(each.trim()) ? new URL(each.trim()) : null;
    if (url === null || url.hostname === '') throw refuse('KIZUKI_NATS_URL', '…', 'it is not an address');
    if (url.protocol !== 'nats:' && url.protocol !== 'tls:')
      throw refuse('KIZUKI_NATS_URL', '…', 'each address must begin with nats:// or tls://');
    if (!['', '/'].includes(url.pathname) || url.search !== '')
      throw refuse('KIZUKI_NATS_URL', '…', 'nothing may follow the port');
  }
  return value;
}

function readMetricsToken(value: string | null): string | null {
  if (value === null || /^[\w.~+/=-]{16,200}$/u.test(value)) return value;
  const fault = 'it must be 16 to 200 letters, digits or any of - _ . ~ + / =';
  throw refuse('KIZUKI_METRICS_TOKEN', '…', fault);
}

function readMail(url: string | null, from: string | null): Config['mail'] {
  if (url === null && from === null) return null;
  if (url === null) throw refuse('KIZUKI_MAIL_URL', '', 'it must be set when KIZUKI_MAIL_FROM is');
  if (from === null) throw refuse('KIZUKI_MAIL_FROM', '', 'it must be set when KIZUKI_MAIL_URL is');
  return { url, from };
}

/** By number, not by name: Bluesky's OAuth comes back to no `http://localhost` (RFC 8252, 8.3). */
export function defaultPublicUrl(host: string, port: number): string {
  return `http://${host === '::1' ? '[::1]' : '127.0.0.1'}:${String(port)}`;
}

/** Reads the configuration. Errors: `invalid_configuration` naming the variable, the fault and an example. */
export function readConfig(env: Environment = process.env, cwd: string = process.cwd()): Config {
  const read = reader(env);
  for (const name of Object.keys(env)) {
    if (
      name.startsWith('KIZUKI_') &&
      name !== 'KIZUKI_SHARED' &&
      !variables.some((known) => known.name === name)
    ) {
      const names = variables.map((known) => known.name);
      const near = variables.find((known) => known.name === nearest(name, names));
      const hint =
        near === undefined
          ? ` There are: ${names.join(', ')}.`
          : ` Did you mean ${near.name}? Example: ${near.name}=${near.example}`;
      throw new AppError('invalid_configuration', `There is no variable ${name}.${hint}`, { where: name });
    }
  }
  const host = read.text('HOST') ?? '127.0.0.1';
  const port = read.whole('KIZUKI_PORT', read.whole('PORT', 4000, 0, 65_535), 0, 65_535);
  return {
    host,
    port,
    publicUrl: read.url('KIZUKI_PUBLIC_URL', ['http', 'https']) ?? defaultPublicUrl(host, port),
    dataDir: path.resolve(cwd, read.text('KIZUKI_DATA_DIR') ?? 'data'),
    databaseUrl: read.url('DATABASE_URL', ['postgres', 'postgresql']),
    databasePoolSize: read.whole('KIZUKI_DATABASE_POOL', 12, 4, 200),
    natsUrl: readNats(read.text('KIZUKI_NATS_URL')),
    parts: readParts(read.text('KIZUKI_PARTS')),
    trustProxy: read.oneOf('KIZUKI_TRUST_PROXY', 'false', ['true', 'false']) === 'true',
    allowedAddresses: (read.text('KIZUKI_ALLOW_ADDRESSES') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    secretKeys: readKeys(read.text('KIZUKI_SECRET_KEYS')),
    mail: readMail(read.url('KIZUKI_MAIL_URL', ['smtp', 'smtps']), read.text('KIZUKI_MAIL_FROM')),
    metricsToken: readMetricsToken(read.text('KIZUKI_METRICS_TOKEN')),
    logLevel: read.oneOf('KIZUKI_LOG_LEVEL', 'info', ['debug', 'info', 'warn', 'error', 'silent']),
    sendLeaseMs: read.whole('KIZUKI_SEND_LEASE_MS', 60_000, 1000, 600_000),
    bluesky: {
      resolverUrl: read.url('KIZUKI_BLUESKY_RESOLVER_URL', ['http', 'https']),
      plcUrl: read.url('KIZUKI_BLUESKY_PLC_URL', ['http', 'https']),
      chatProxy: read.text('KIZUKI_BLUESKY_CHAT'),
      picturesUrl: read.url('KIZUKI_BLUESKY_PICTURES_URL', ['http', 'https']),
    },
    facebook: { apiUrl: read.url('KIZUKI_FACEBOOK_API_URL', ['http', 'https']) },
    googleplay: { apiUrl: read.url('KIZUKI_GOOGLEPLAY_API_URL', ['http', 'https']) },
    instagram: { apiUrl: read.url('KIZUKI_INSTAGRAM_API_URL', ['http', 'https']) },
    line: { apiUrl: read.url('KIZUKI_LINE_API_URL', ['http', 'https']) },
    slack: { apiUrl: read.url('KIZUKI_SLACK_API_URL', ['http', 'https']) },
    x: {
      apiUrl: read.url('KIZUKI_X_API_URL', ['http', 'https']),
      webUrl: read.url('KIZUKI_X_URL', ['http', 'https']),
    },
    otherModel: readModel({ ...read, refuse }),
  };
}
