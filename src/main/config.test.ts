// Proves that a wrong configuration is refused with its name, its fault and an example, and leaks no password.
import { describe, expect, it } from 'vitest';
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

const endpoint = {
  KIZUKI_MODEL_KIND: 'openai',
  KIZUKI_MODEL_URL: 'https://m.example/v1',
  KIZUKI_MODEL_NAME: 'm',
};

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
  [{ KIZUKI_MODEL_KIND: 'gpt' }, 'KIZUKI_MODEL_KIND'],
  [{ KIZUKI_MODEL_URL: 'https://m.example/v1' }, 'KIZUKI_MODEL_KIND'],
  [{ KIZUKI_MODEL_KIND: 'openai', KIZUKI_MODEL_NAME: 'm' }, 'KIZUKI_MODEL_URL'],
  [{ KIZUKI_MODEL_KIND: 'onnx', KIZUKI_MODEL_URL: 'https://m.example' }, 'KIZUKI_MODEL_URL'],
  [{ ...endpoint, KIZUKI_MODEL_URL: 'https://u:hunter2@m.example/v1' }, 'KIZUKI_MODEL_URL'],
  [{ ...endpoint, KIZUKI_MODEL_URL: 'http://m.example/v1' }, 'KIZUKI_MODEL_URL'],
  [{ ...endpoint, KIZUKI_MODEL_URL: 'https://m.example/v1?key=hunter2' }, 'KIZUKI_MODEL_URL'],
  [{ ...endpoint, KIZUKI_MODEL_NAME: '' }, 'KIZUKI_MODEL_NAME'],
  [{ ...endpoint, KIZUKI_MODEL_NAME: 'person' }, 'KIZUKI_MODEL_NAME'],
  [{ ...endpoint, KIZUKI_MODEL_KEY: 'two words' }, 'KIZUKI_MODEL_KEY'],
  [{ ...endpoint, KIZUKI_MODEL_ASK: 'never' }, 'KIZUKI_MODEL_ASK'],
  [{ ...endpoint, KIZUKI_MODEL_BUDGET: 'requests:10/week' }, 'KIZUKI_MODEL_BUDGET'],
  [{ ...endpoint, KIZUKI_MODEL_BUDGET: 'requests:1.5/day' }, 'KIZUKI_MODEL_BUDGET'],
  [{ ...endpoint, KIZUKI_MODEL_BUDGET: 'usd:1/day' }, 'KIZUKI_MODEL_PRICE'],
  [{ ...endpoint, KIZUKI_MODEL_PRICE: 'cheap' }, 'KIZUKI_MODEL_PRICE'],
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

describe('another model', () => {
  it('is none unless it is set', () => {
    expect(readConfig({}).otherModel).toBeNull();
  });

  it('has a budget even where none is set, unless it runs inside', () => {
    expect(readConfig(endpoint).otherModel).toEqual({
      kind: 'openai',
      place: 'https://m.example/v1',
      name: 'm',
      key: null,
      asks: 'unsure',
      draftsBy: null,
      timeoutMs: 20_000,
      limits: [{ unit: 'requests', period: 'day', most: 1_000 }],
      price: null,
    });
    const inside = { KIZUKI_MODEL_KIND: 'onnx', KIZUKI_MODEL_URL: 'file:///srv/my%20encoder-3/' };
    expect(() => readConfig(inside)).toThrow(/KIZUKI_MODEL_NAME/u);
    const named = readConfig({ ...inside, KIZUKI_MODEL_NAME: 'ours' }).otherModel;
    expect(named).toMatchObject({ place: '/srv/my encoder-3', name: 'ours', limits: [] });
    const other = readConfig({ ...inside, KIZUKI_MODEL_URL: 'file:///srv/encoder-3' }).otherModel;
    expect(other).toMatchObject({ name: 'encoder-3' });
  });

  it('has its limits and prices as they are written', () => {
    const { otherModel } = readConfig({
      ...endpoint,
      KIZUKI_MODEL_BUDGET: 'requests:5000/day, tokens:20000000/month,usd:0.5/month',
      KIZUKI_MODEL_PRICE: '0.15/0.60',
    });
    expect(otherModel?.limits).toEqual([
      { unit: 'requests', period: 'day', most: 5_000 },
      { unit: 'tokens', period: 'month', most: 20_000_000 },
      { unit: 'usd', period: 'month', most: 0.5 },
    ]);
    expect(otherModel?.price).toEqual({ input: 0.15, output: 0.6 });
  });

  it('never shows its key', () => {
    const key = 'hunter2hunter2';
    const shown = effectiveSettings(readConfig({ ...endpoint, KIZUKI_MODEL_KEY: key }));
    expect(JSON.stringify(shown)).not.toContain(key);
    expect(shown.find(({ name }) => name === 'KIZUKI_MODEL_KEY')?.value).toBe('…');
    expect(() => readConfig({ ...endpoint, KIZUKI_MODEL_KEY: 'hunter2 hunter2' })).toThrow(
      /^(?!.*hunter2)/su,
    );
  });
});
