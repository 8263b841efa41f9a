// No spelling, redirect or rebinding of an inner address reaches a server on loopback; an operator's exception does.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAddressRule, isPublicAddress, parseAddress } from './address.ts';
import { createSafeFetch } from './safe-fetch.ts';
import type { Resolve, SafeFetch } from './safe-fetch.ts';

let canary: Server;
let port = 0;
let hits = 0;
let location = '';
const open: SafeFetch[] = [];

function guarded(allow: string[] = [], resolve?: Resolve): SafeFetch {
  const safe = createSafeFetch({
    allow,
    connectTimeoutMs: 500,
    ...(resolve === undefined ? {} : { resolve }),
  });
  open.push(safe);
  return safe;
}

beforeAll(async () => {
  canary = createServer((_, response) => {
    hits += 1;
    if (location === '') response.end('canary');
    else response.writeHead(302, { location }).end();
  });
  // All interfaces of the test's machine, so that ::1 and 127.0.0.2 would be answered too.
  await new Promise<void>((done) => canary.listen(0, '::', done));
  ({ port } = canary.address() as AddressInfo);
});
afterEach(async () => {
  hits = 0;
  location = '';
  await Promise.all(open.splice(0).map((safe) => safe.close()));
});
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});

const spellings = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.0.0.2',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '0177.0.0.1',
  '0177.1',
  '017700000001',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '１２７.０.０.１',
  '127。0。0。1',
  '127%2e0%2e0%2e1',
  '0',
  '0.0.0.0',
  'localhost',
  'LOCALHOST',
  'ｌｏｃａｌｈｏｓｔ',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fec0::1]',
  '[fd00::1]',
  '[ff02::1]',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '192.0.0.1',
  '224.0.0.1',
  '255.255.255.255',
];

describe('safe fetch', () => {
  test.each(spellings)('%s is refused', async (host) => {
    const error: unknown = await guarded()
      .fetch(`http://${host}:${port}/`)
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    expect(error).toMatchObject({ cause: { code: 'ERR_ADDRESS_BLOCKED' } });
    expect(hits).toBe(0);
  });

  // Refused by the guard, or before it by the runtime or a resolver that does not know the name.
  test.each(['user:pass@127.0.0.1', 'localhost.', '127.0.0.1#@1.1.1.1', 'a@[::1]'])(
    '%s gets nowhere',
    async (host) => {
      await expect(guarded().fetch(`http://${host}:${port}/`)).rejects.toThrow();
      expect(hits).toBe(0);
    },
  );

  test('there are at least forty spellings', () =>
    expect(new Set(spellings).size).toBeGreaterThanOrEqual(40));

  test('a redirect inwards is refused, by literal and by name', async () => {
    const inner = `http://127.0.0.1:${port}/inner`;
    for (const target of [inner, `http://localhost:${port}/inner`, `http://[::ffff:127.0.0.1]:${port}/`]) {
      hits = 0;
      location = target;
      const { fetch } = guarded(['entry.test'], async () => [{ address: '127.0.0.1', family: 4 }]);
      await expect(fetch(`http://entry.test:${port}/`)).rejects.toMatchObject({
        cause: { code: 'ERR_ADDRESS_BLOCKED' },
      });
      expect(hits).toBe(1);
    }
  });

  test('a name that changes its address between calls gains nothing', async () => {
    let asked = 0;
    const { fetch } = guarded([], async () => {
      asked += 1;
      return [{ address: asked === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }];
    });
    // The first answer is public (and leads nowhere here); only what was asked for in the same breath is used.
    await expect(fetch(`http://rebind.test:${port}/`)).rejects.toThrow();
    await expect(fetch(`http://rebind.test:${port}/`)).rejects.toMatchObject({
      cause: { code: 'ERR_ADDRESS_BLOCKED' },
    });
    expect(hits).toBe(0);
  });

  test('of several addresses only the permitted are tried', async () => {
    const { fetch } = guarded(['127.0.0.1'], async () => [
      { address: '10.9.9.9', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
    expect(await (await fetch(`http://mixed.test:${port}/`)).text()).toBe('canary');
  });

  test.each([
    [['127.0.0.0/8'], '127.0.0.1'],
    [['127.0.0.1'], '127.0.0.1'],
    [['localhost'], 'localhost'],
    [['::1/128', '127.0.0.1'], '[::1]'],
    [['::ffff:127.0.0.1'], '127.0.0.1'],
  ])('an operator may allow %j', async (allow, host) => {
    expect(await (await guarded(allow).fetch(`http://${host}:${port}/`)).text()).toBe('canary');
    await expect(guarded(allow).fetch('http://10.0.0.1/')).rejects.toMatchObject({
      cause: { code: 'ERR_ADDRESS_BLOCKED' },
    });
  });

  test('a Request and a FormData go through it as they are', async () => {
    const { fetch } = guarded(['127.0.0.1']);
    const form = new FormData();
    form.set('a', 'b');
    const request = new Request(`http://127.0.0.1:${port}/`, { method: 'POST', body: form });
    expect((await fetch(request)).status).toBe(200);
    await expect(fetch('data:text/plain,x')).rejects.toThrow('Only http');
    await expect(fetch('file:///etc/hostname')).rejects.toThrow('Only http');
  });
});

describe('addresses', () => {
  test.each([
    '1.1.1.1',
    '93.184.215.14',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1',
    '64:ff9b::1.1.1.1',
    '::ffff:8.8.8.8',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  test.each(['', 'x', '1.2.3', '::g', '1.2.3.4.5', '300.1.1.1'])('%s is no address', (text) => {
    expect(parseAddress(text)).toBeNull();
    expect(isPublicAddress(text)).toBe(false);
  });

  test('host names are allowed exactly, and below a leading dot', () => {
    const rule = createAddressRule(['mastodon.internal', '.corp.example']);
    expect(rule.permits('mastodon.internal', '10.0.0.1')).toBe(true);
    expect(rule.permits('Mastodon.Internal.', '10.0.0.1')).toBe(true);
    expect(rule.permits('evil-mastodon.internal', '10.0.0.1')).toBe(false);
    expect(rule.permits('a.corp.example', '10.0.0.1')).toBe(true);
    expect(rule.permits('xcorp.example', '10.0.0.1')).toBe(false);
  });

  test.each(['10.0.0.0/33', 'a b', '*', '10.0.0', ''])('the exception "%s" is refused', (entry) => {
    expect(() => createAddressRule([entry])).toThrow('neither an address');
  });
});
