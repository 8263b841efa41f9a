// Proves that a wrong configuration is refused with its name, its fault and an example, and leaks no password.
import { expect, it } from 'vitest';
import { clientMetadata } from '../networks/bluesky/oauth.ts';
import { effectiveSettings } from './commands/settings.ts';
import { readConfig, variables } from './config.ts';

it('works with nothing set', () => {
  const config = readConfig({}, '/srv');
  expect(config.port).toBe(4000);
  expect(config.dataDir).toBe('/srv/data');
  expect(config.databaseUrl).toBeNull();
  expect(config.parts).toEqual(['web', 'worker', 'listener']);
});

it('has an address that networks’ OAuth comes back to, with nothing set', async () => {
  const { publicUrl } = readConfig({ PORT: '4321' });
  expect(publicUrl).toBe('http://127.0.0.1:4321');
  const metadata = await clientMetadata(`${publicUrl}/oauth/callback`, undefined);
  expect(metadata.redirect_uris).toEqual(['http://127.0.0.1:4321/oauth/callback']);
  expect(readConfig({ PORT: '4321', HOST: '::1' }).publicUrl).toBe('http://[::1]:4321');
});

it.each([
  [{ PORT: 'eighty' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://u:hunter2@h/db' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'hunter2' }, 'DATABASE_URL'],
  [{ KIZUKI_NATS_URL: 'nats.example.com:4222' }, 'KIZUKI_NATS_URL'],
  [{ KIZUKI_NATS_URL: 'nats://a:4222,http://b' }, 'KIZUKI_NATS_URL'],
  [{ KIZUKI_NATS_URL: 'nats://a:4222/acme' }, 'KIZUKI_NATS_URL'],
  [{ KIZUKI_PUBLIC_URL: 'kizuki.example.com' }, 'KIZUKI_PUBLIC_URL'],
  [{ KIZUKI_PARTS: 'web,cook' }, 'KIZUKI_PARTS'],
  [{ KIZUKI_SECRET_KEYS: 'a:c2hvcnQ=' }, 'KIZUKI_SECRET_KEYS'],
  [{ KIZUKI_MAIL_FROM: 'a@b.c' }, 'KIZUKI_MAIL_URL'],
  [{ KIZUKI_METRICS_TOKEN: 'short' }, 'KIZUKI_METRICS_TOKEN'],
  [{ KIZUKI_METRICS_TOKEN: 'with a space in its middle' }, 'KIZUKI_METRICS_TOKEN'],
  [{ KIZUKI_LOG_LEVEL: 'loud' }, 'KIZUKI_LOG_LEVEL'],
  [{ KIZUKI_PUBLICURL: 'https://x.example' }, 'KIZUKI_PUBLICURL'],
])('refuses %j and names %s', (env, name) => {
  expect(() => readConfig(env)).toThrow(new RegExp(name));
});

it('says what a right value looks like, and keeps passwords to itself', () => {
  try {
    readConfig({ DATABASE_URL: 'mysql://u:hunter2@h/db' });
    expect.unreachable();
  } catch (error) {
    expect(String(error)).toContain('Example: DATABASE_URL=postgres://');
    expect(String(error)).not.toContain('hunter2');
  }
  expect(() => readConfig({ KIZUKI_METRICS_TOKEN: 'hunter2 hunter2 hunter2' })).not.toThrow(/hunter2/);
  expect(() => readConfig({ KIZUKI_NATS_URL: 'nats://u:hunter2@h/x' })).toThrow(/^(?!.*hunter2)/s);
  const shown = effectiveSettings(readConfig({ KIZUKI_NATS_URL: 'nats://hunter2@h:1,tls://u:hunter2@h:2' }));
  expect(shown.find(({ name }) => name === 'KIZUKI_NATS_URL')?.value).toBe('nats://…@h:1,tls://…@h:2');
});

it('gives examples that are accepted', () => {
  const env = Object.fromEntries(variables.map((variable) => [variable.name, variable.example]));
  expect(() => readConfig(env)).not.toThrow();
});
