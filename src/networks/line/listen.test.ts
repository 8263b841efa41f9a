// Proves that messages do not wait for the names of who wrote them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { createReading } from './listen.ts';
import { People } from './people.ts';

const fixture = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'audio.json'), 'utf8')) as {
  raw: { source: object; message: object };
};
const account: AccountSession = {
  id: 'a',
  server: '',
  nativeId: 'us',
  handle: 'us',
  secrets: { accessToken: 't' },
  reloadSecrets: () => Promise.resolve({}),
  saveSecrets: () => Promise.resolve(),
};

/** A LINE that answers nobody until the call is given up. */
function silentLine() {
  const asked: string[] = [];
  const deps: NetworkDeps = {
    fetch(input, init) {
      asked.push(input instanceof Request ? input.url : input.toString());
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('given up')));
      });
    },
    log: { info() {}, warn() {}, error() {} },
    now: () => Date.now(),
    randomId: () => crypto.randomUUID(),
    sleep: () => Promise.resolve(),
  };
  return { asked, people: new People(deps, {}) };
}

const deliveryOf = (n: number, userId: string) => ({
  seq: n,
  receivedAt: '2026-11-23T00:00:00.000Z',
  body: JSON.stringify({
    ...fixture.raw,
    source: { ...fixture.raw.source, userId },
    message: { ...fixture.raw.message, id: String(n) },
  }),
});

it('a batch waits for all its names together, and comes in without those that LINE does not tell', async () => {
  const { asked, people } = silentLine();
  const read = createReading(people, {}, 50);
  const batch = Array.from({ length: 200 }, (_, n) => deliveryOf(n, `U${n}`));
  const items = await read(account, batch, new AbortController().signal);
  expect(items.map(({ inbound }) => inbound)).toEqual(Array.from({ length: 200 }, () => 'dm'));
  // Those of the first few; nobody is asked for once the time is over.
  expect(asked).toHaveLength(8);
});

it('one who writes several messages at once is asked for once', async () => {
  const { asked, people } = silentLine();
  const read = createReading(people, {}, 50);
  const batch = Array.from({ length: 8 }, (_, n) => deliveryOf(n, 'U1'));
  expect(await read(account, batch, new AbortController().signal)).toHaveLength(8);
  expect(asked).toHaveLength(1);
});
