// What is given away to which recipient, and what every refusal means, by a server that answers from a script.
import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Settings } from './settings.ts';
import { submit } from './smtp.ts';

interface Script {
  extensions?: string[];
  /** The answer to `RCPT TO`, by address. */
  recipients?: Record<string, string>;
  signIn?: string;
}

interface Served {
  settings: Settings;
  /** Mails that came whole. */
  whole: string[];
  /** Resolves when the connection is closed. */
  closed: Promise<void>;
}

async function serve({ extensions = [], recipients = {}, signIn }: Script): Promise<Served> {
  const whole: string[] = [];
  const closed = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let isData = false;
    let rest = '';
    let taken = 0;
    const answer = (line: string): string => {
      if (/^EHLO/iu.test(line)) {
        const offered = [...extensions, ...(signIn === undefined ? [] : ['AUTH PLAIN'])];
        return ['250-here', ...offered.map((one) => `250-${one}`), '250 SIZE 1000000'].join('\r\n');
      }
      if (/^AUTH/iu.test(line)) return signIn ?? '235 ok';
      const [, recipient] = /^RCPT TO:<([^>]*)>/iu.exec(line) ?? [];
      if (recipient !== undefined) {
        const said = recipients[recipient] ?? '250 ok';
        taken += said.startsWith('2') ? 1 : 0;
        return said;
      }
      if (!/^DATA/iu.test(line)) return '250 ok';
      isData = taken > 0;
      return isData ? '354 go on' : '503 no recipients';
    };
    socket.on('error', () => undefined);
    socket.on('close', () => closed.resolve());
    socket.write('220 here\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (;;) {
        const end = isData ? '\r\n.\r\n' : '\r\n';
        const at = rest.indexOf(end);
        if (at === -1) return;
        const part = rest.slice(0, at);
        rest = rest.slice(at + end.length);
        if (isData) whole.push(part);
        const wasData = isData;
        isData = false;
        socket.write(`${wasData ? '250 taken' : answer(part)}\r\n`);
      }
    });
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  const place = { host: '127.0.0.1', port: address.port };
  const settings = {
    address: 'support@acme.example',
    name: '',
    imap: place,
    smtp: place,
    user: 'support',
    password: 'x',
    plusAddress: false,
    copyToSelf: true,
  };
  return { settings, whole, closed: closed.promise };
}

const us = 'support@acme.example';
const them = 'taro@example.com';
const send = ({ settings }: Served) =>
  submit({}, settings, { from: us, to: them, copyTo: us }, Buffer.from('Subject: x\r\n\r\nx\r\n'));

const ways = [{ extensions: [] }, { extensions: ['PIPELINING'] }];

test.for(ways)(
  'where the customer is refused, no copy goes to ourselves ($extensions)',
  async ({ extensions }) => {
    const served = await serve({ extensions, recipients: { [them]: '550 5.1.1 No such user' } });
    await expect(send(served)).rejects.toMatchObject({ code: 'network_rejected' });
    await served.closed;
    expect(served.whole).toEqual([]);
  },
);

test.for(ways)('a refusal for now is tried again ($extensions)', async ({ extensions }) => {
  const busy = await serve({ extensions, recipients: { [them]: '451 4.3.0 Mailbox is busy' } });
  await expect(send(busy)).rejects.toMatchObject({ code: 'network_unavailable' });
  const grey = await serve({ extensions, recipients: { [them]: '450 4.2.0 Greylisted', [us]: '550 no' } });
  await expect(send(grey)).rejects.toMatchObject({ code: 'network_rate_limited' });
  const gone = await serve({ extensions, recipients: { [them]: '550 No such user', [us]: '452 full' } });
  await expect(send(gone)).rejects.toMatchObject({ code: 'network_rejected' });
  expect([...busy.whole, ...grey.whole, ...gone.whole]).toEqual([]);
});

test.for(ways)('a copy that is refused keeps no mail back ($extensions)', async ({ extensions }) => {
  const served = await serve({ extensions, recipients: { [us]: '452 4.2.2 Mailbox full' } });
  expect(await send(served)).toEqual({ copyRefused: true });
  expect(served.whole).toHaveLength(1);
});

test('a sign-in that is refused leaves no connection open', async () => {
  const served = await serve({ signIn: '535 5.7.8 Wrong' });
  await expect(send(served)).rejects.toMatchObject({ code: 'account_token_dead' });
  await served.closed;
});
