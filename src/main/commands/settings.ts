// The configuration as it takes effect, for "kizuki serve --check" and the doctor; secrets are hidden.
import type { Setting } from '../../cli/ports.ts';
import { defaultPublicUrl, readConfig, variables, type Config } from '../config.ts';

type Name = (typeof variables)[number]['name'];

const shown: Record<Name, (config: Config) => string | null> = {
  HOST: ({ host }) => host,
  PORT: ({ port }) => String(port),
  KIZUKI_PORT: () => null,
  KIZUKI_PUBLIC_URL: ({ publicUrl }) => publicUrl,
  KIZUKI_DATA_DIR: ({ dataDir }) => dataDir,
  DATABASE_URL: ({ databaseUrl }) => (databaseUrl === null ? null : withoutPassword(databaseUrl)),
  KIZUKI_DATABASE_POOL: ({ databasePoolSize }) => String(databasePoolSize),
  KIZUKI_NATS_URL: ({ natsUrl }) => natsUrl?.split(',').map(withoutSignIn).join(',') ?? null,
  KIZUKI_PARTS: ({ parts }) => parts.join(','),
  KIZUKI_TRUST_PROXY: ({ trustProxy }) => String(trustProxy),
  KIZUKI_ALLOW_ADDRESSES: ({ allowedAddresses }) =>
    allowedAddresses.length === 0 ? null : allowedAddresses.join(','),
  KIZUKI_SECRET_KEYS: ({ secretKeys }) =>
    secretKeys.length === 0 ? null : secretKeys.map(({ id }) => `${id}:…`).join(','),
  KIZUKI_MAIL_URL: ({ mail }) => (mail === null ? null : withoutPassword(mail.url)),
  KIZUKI_MAIL_FROM: ({ mail }) => mail?.from ?? null,
  KIZUKI_METRICS_TOKEN: ({ metricsToken }) => (metricsToken === null ? null : '…'),
  KIZUKI_LOG_LEVEL: ({ logLevel }) => logLevel,
  KIZUKI_SEND_LEASE_MS: ({ sendLeaseMs }) => String(sendLeaseMs),
  KIZUKI_BLUESKY_RESOLVER_URL: ({ bluesky }) => bluesky.resolverUrl,
  KIZUKI_BLUESKY_PLC_URL: ({ bluesky }) => bluesky.plcUrl,
  KIZUKI_BLUESKY_CHAT: ({ bluesky }) => bluesky.chatProxy,
  KIZUKI_BLUESKY_PICTURES_URL: ({ bluesky }) => bluesky.picturesUrl,
  KIZUKI_FACEBOOK_API_URL: ({ facebook }) => facebook.apiUrl,
  KIZUKI_GOOGLEPLAY_API_URL: ({ googleplay }) => googleplay.apiUrl,
  KIZUKI_INSTAGRAM_API_URL: ({ instagram }) => instagram.apiUrl,
  KIZUKI_LINE_API_URL: ({ line }) => line.apiUrl,
  KIZUKI_SLACK_API_URL: ({ slack }) => slack.apiUrl,
  KIZUKI_X_API_URL: ({ x }) => x.apiUrl,
  KIZUKI_X_URL: ({ x }) => x.webUrl,
  KIZUKI_MODEL_KIND: ({ otherModel }) => otherModel?.kind ?? null,
  KIZUKI_MODEL_URL: ({ otherModel }) => otherModel?.place ?? null,
  KIZUKI_MODEL_NAME: ({ otherModel }) => otherModel?.name ?? null,
  KIZUKI_MODEL_KEY: ({ otherModel }) => (otherModel === null || otherModel.key === null ? null : '…'),
  KIZUKI_MODEL_ASK: ({ otherModel }) => otherModel?.asks ?? 'unsure',
  KIZUKI_MODEL_DRAFTS: ({ otherModel }) => ((otherModel?.draftsBy ?? null) === null ? 'off' : 'on'),
  KIZUKI_MODEL_DRAFTS_NAME: ({ otherModel }) =>
    otherModel === null || otherModel.draftsBy === otherModel.name ? null : otherModel.draftsBy,
  KIZUKI_MODEL_TIMEOUT_MS: ({ otherModel }) => (otherModel === null ? null : String(otherModel.timeoutMs)),
  KIZUKI_MODEL_BUDGET: ({ otherModel }) =>
    otherModel?.limits.map(({ unit, most, period }) => `${unit}:${most}/${period}`).join(',') ?? null,
  KIZUKI_MODEL_PRICE: ({ otherModel }) =>
    otherModel === null || otherModel.price === null
      ? null
      : `${otherModel.price.input}/${otherModel.price.output}`,
};

/** Errors: `invalid_configuration`. */
export function effectiveSettings(config: Config = readConfig()): Setting[] {
  const untouched = { ...readConfig({}), publicUrl: defaultPublicUrl(config.host, config.port) };
  return variables.map(({ name, initial }) => {
    const value = shown[name](config);
    return { name, value: value ?? initial, isInitial: value === shown[name](untouched) };
  });
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password !== '') url.password = '…';
  return decodeURI(url.href);
}

/** A token stands where a user's name would. */
function withoutSignIn(address: string): string {
  const url = new URL(address.trim());
  return `${url.protocol}//${url.username === '' ? '' : '…@'}${url.host}`;
}
