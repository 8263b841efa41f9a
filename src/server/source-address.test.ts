// Proves which addresses of a source are taken, and that the others are refused with their fault and an example.
import { expect, it } from 'vitest';
import { createHostCheck } from '../main/check-host.ts';
import { createSafeFetch } from '../networks/kit/safe-fetch.ts';
import { checkAddresses } from './source-address.ts';

const inner: Record<string, string> = { 'inner.example': '10.0.0.7', 'named.test': '127.0.0.1' };
const guard = createSafeFetch({
  allow: ['192.168.7.0/24', 'named.test'],
  resolve: async (host) => {
    if (host === 'unknown.example') throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    return [{ address: inner[host] ?? (/^[\d.]+$/u.test(host) ? host : '93.184.215.14'), family: 4 }];
  },
});
const checkHost = createHostCheck(guard);
const fields = [
  { name: 'server', kind: 'url', placeholder: 'https://mastodon.social' },
  { name: 'tags', kind: 'list' },
] as const;
const check = (server: string) => checkAddresses(fields, { server, tags: 'http://x' }, checkHost);

it.each([
  ['https://mastodon.example', 'https://mastodon.example'],
  ['mastodon.example', 'https://mastodon.example'],
  ['wss://jetstream.example/subscribe?x=1', 'wss://jetstream.example/subscribe?x=1'],
  ['http://192.168.7.4:3000', 'http://192.168.7.4:3000'],
  ['http://named.test', 'http://named.test'],
  // The resolver may be what fails: the connection is guarded anyway.
  ['https://unknown.example', 'https://unknown.example'],
])('%s is taken', async (entered, kept) => {
  expect(await check(entered)).toEqual({ server: kept, tags: 'http://x' });
});

it.each([
  ['ftp://mastodon.example', 'does not begin'],
  ['javascript://mastodon.example', 'does not begin'],
  ['https://', 'cannot be read'],
  ['https://not a host', 'cannot be read'],
  ['https://user:hunter2@mastodon.example', 'name or password'],
  ['user@mastodon.example', 'name or password'],
  ['http://mastodon.example', 'not encrypted'],
  ['ws://jetstream.example', 'not encrypted'],
  ['http://93.184.215.14', 'not encrypted'],
  ['ws://[2606:2800:21f::1]', 'not encrypted'],
  [`https://${'a.'.repeat(300)}example`, 'more than 500'],
  ['http://127.0.0.1:4000', 'not a public one'],
  ['http://2130706433', 'not a public one'],
  ['http://[::1]:4000', 'not a public one'],
  ['https://169.254.169.254', 'not a public one'],
  ['https://inner.example', 'not a public address'],
])('%s is refused', async (entered, fault) => {
  const error: unknown = await check(entered).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'invalid_input', where: 'body.config.server' });
  expect(String(error)).toContain(fault);
  expect(String(error)).not.toContain('hunter2');
});
