// What a mail server says (and does not say) while it is asked, by a server that answers from a script.
import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { openFolder, openImap, openSentFolder, readRecords, search } from './imap.ts';
import type { Settings } from './settings.ts';

/** Answers by command: lines without their tag (`. NO …`); null breaks the connection. */
type Script = Record<string, string[] | null>;

const usual: Script = {
  CAPABILITY: ['* CAPABILITY IMAP4rev1 NAMESPACE', '. OK done'],
  NAMESPACE: ['* NAMESPACE (("" "/")) NIL NIL', '. OK done'],
  LIST: ['* LIST (\\HasNoChildren \\Sent) "/" "Sent"', '. OK done'],
  SELECT: ['* 3 EXISTS', '* OK [UIDVALIDITY 7] numbered', '* OK [UIDNEXT 9] next', '. OK [READ-WRITE] done'],
};

async function serve(script: Script): Promise<Settings> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        const [tag, verb = '', object = ''] = line.split(' ');
        if (tag === undefined || verb === '') continue;
        const command = verb.toUpperCase() === 'UID' ? object : verb;
        const name = command.toUpperCase() === 'EXAMINE' ? 'SELECT' : command.toUpperCase();
        const answer = { ...usual, ...script }[name];
        if (answer === null) return socket.destroy();
        for (const one of answer ?? ['. OK done']) socket.write(`${one.replace(/^\. /u, `${tag} `)}\r\n`);
      }
      return undefined;
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
  return {
    address: 'support@acme.example',
    name: '',
    imap: place,
    smtp: place,
    user: 'support',
    password: 'x',
    plusAddress: false,
    copyToSelf: true,
  };
}

const open = async (script: Script) => {
  const client = await openImap({}, await serve(script), 'testing');
  onTestFinished(() => client.close());
  return client;
};

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.code : String(error);
};

test.for([
  ['. NO [AUTHENTICATIONFAILED] Invalid credentials', 'account_token_dead'],
  ['. NO [EXPIRED] Change your password', 'account_token_dead'],
  ['. NO Login failed', 'account_token_dead'],
  ['. NO [ALERT] Application-specific password required', 'account_token_dead'],
  ['. NO [UNAVAILABLE] Temporary authentication failure', 'network_unavailable'],
  ['. NO [ALERT] Too many simultaneous connections', 'network_unavailable'],
  ['. NO Maximum number of connections reached', 'network_unavailable'],
  ['. BAD Internal error', 'network_unavailable'],
])('a sign-in answered with “%s” is %s', async ([answer = '', code]) => {
  expect(await codeOf(open({ LOGIN: [answer] }))).toBe(code);
});

test('a connection that breaks during sign-in leaves the account alive', async () => {
  expect(await codeOf(open({ LOGIN: null }))).toBe('network_unavailable');
});

test('only a search that was done can find nothing', async () => {
  const found = async (script: Script): Promise<number[]> => {
    const client = await open(script);
    await openFolder(client, 'INBOX');
    return search(client, { header: { 'message-id': 'a@b.example' } });
  };
  expect(await found({ SEARCH: ['* SEARCH 5 4', '. OK done'] })).toEqual([4, 5]);
  expect(await found({ SEARCH: ['* SEARCH', '. OK done'] })).toEqual([]);
  const empty = ['* 0 EXISTS', '* OK [UIDVALIDITY 7] numbered', '. OK [READ-ONLY] done'];
  expect(await found({ SELECT: empty, SEARCH: ['. BAD nothing to search'] })).toEqual([]);
  expect(await codeOf(found({ SEARCH: ['. NO [INUSE] later'] }))).toBe('network_unavailable');
  expect(await codeOf(found({ SEARCH: ['. BAD what?'] }))).toBe('network_unavailable');
  expect(await codeOf(found({ SEARCH: null }))).toBe('network_unavailable');
  expect(await codeOf(open({}).then((client) => search(client, { all: true })))).toBe('network_unavailable');
});

test('a mail whose bytes are gone is passed over', async () => {
  const client = await open({ FETCH: ['* 1 FETCH (UID 4 RFC822.SIZE 5 BODY[]<0> NIL)', '. OK done'] });
  await openFolder(client, 'INBOX');
  expect(await readRecords(client, [4]).next()).toEqual({ done: false, value: [] });
});

test('sent mail goes only to a folder that keeps drafts apart', async () => {
  const withFlags = (flags: string): Script => ({
    SELECT: [`* OK [PERMANENTFLAGS (${flags})] kept`, ...(usual['SELECT'] ?? [])],
  });
  expect(await openSentFolder(await open({}))).toBe('Sent');
  expect(await openSentFolder(await open(withFlags('\\Seen \\Draft \\Deleted')))).toBe('Sent');
  const refused = open(withFlags('\\Seen \\Deleted \\*')).then(openSentFolder);
  await expect(refused).rejects.toMatchObject({ code: 'network_rejected', where: 'imap_host' });
});
