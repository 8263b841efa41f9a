// How a mail server may be reached: encrypted, or on this machine, and only where its address is allowed.
import { expect, test } from 'vitest';
import { createSafeFetch } from '../kit/safe-fetch.ts';
import { wayTo } from './reach.ts';

const resolved = (address: string) => async () => [{ address, family: 4 }];

test.each([
  ['a public server on its port', '198.41.0.4', 993, 'tls'],
  ['a public server on another', '198.41.0.4', 143, 'upgrade'],
  ['one inside, allowed', '10.0.0.5', 143, 'upgrade'],
  ['this machine, allowed', '127.0.0.1', 1143, 'plain'],
  ['this machine with encryption', '127.0.0.1', 993, 'tls'],
] as const)('%s', async (_, address, port, encryption) => {
  const socketGuard = createSafeFetch({ allow: ['10.0.0.0/8', '127.0.0.0/8'], resolve: resolved(address) });
  const way = await wayTo({ socketGuard }, { host: 'imap.example.com', port });
  expect(way).toEqual({ address, port, serverName: 'imap.example.com', encryption });
  await socketGuard.close();
});

test('an address inside is refused, by name and as it is', async () => {
  const socketGuard = createSafeFetch({ allow: [], resolve: resolved('127.0.0.1') });
  for (const host of ['imap.example.com', '127.0.0.1', '::1']) {
    const refused = wayTo({ socketGuard }, { host, port: 993 });
    await expect(refused).rejects.toMatchObject({ code: 'network_rejected' });
  }
  await socketGuard.close();
});
