// Who is told by mail that an account must be connected again, over SMTP as a mail server sees it.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SessionView } from '../../../src/contract/views.ts';
import { createNotices, type Notices } from '../../../src/main/mail.ts';
import { testDatabase } from '../../harness/database.ts';
import { addPerson, otherOwner, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

interface Letter {
  to: string;
  content: string;
}

const database = testDatabase();
const account = { network: 'bluesky', handle: 'acme.example' };
let letters: Letter[] = [];
let warnings: string[] = [];
let post: Server;
let server: TestServer;
let owner: Person;
let notices: Notices;

/** Takes every letter, as RFC 5321 has it without any extension. */
function answer(socket: Socket): void {
  let to = '';
  let content: string[] | null = null;
  let unread = '';
  const line = (text: string): void => {
    if (content !== null) {
      if (text !== '.') return void content.push(text);
      letters.push({ to, content: content.join('\n') });
      content = null;
      return void socket.write('250 taken\r\n');
    }
    if (/^RCPT/iu.test(text)) to = /<(.*)>/u.exec(text)?.[1] ?? '';
    if (/^DATA/iu.test(text)) {
      content = [];
      return void socket.write('354 go on\r\n');
    }
    if (/^QUIT/iu.test(text)) return void socket.end('221 bye\r\n');
    socket.write('250 ok\r\n');
  };
  socket.on('error', () => undefined);
  socket.write('220 post.test\r\n');
  socket.on('data', (bytes) => {
    const lines = `${unread}${bytes.toString('utf8')}`.split('\r\n');
    unread = lines.pop() ?? '';
    lines.forEach(line);
  });
}

beforeAll(async () => {
  post = createServer(answer);
  await new Promise<void>((done) => post.listen(0, '127.0.0.1', done));
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  await addPerson(owner, 'admin');
  await addPerson(owner, 'agent');
  await otherOwner(owner);
  notices = noticesBy((post.address() as AddressInfo).port);
});
beforeEach(() => {
  letters = [];
  warnings = [];
});
afterAll(async () => {
  await server.close();
  await new Promise((done) => post.close(done));
});

function noticesBy(port: number): Notices {
  const mail = { url: `smtp://127.0.0.1:${port}`, from: 'kizuki@acme.example' };
  const config = { mail, publicUrl: 'https://kizuki.acme.example' };
  return createNotices(database().db, config, { warn: (_details, message) => void warnings.push(message) });
}

/** A letter's head, and its body as one reads it. */
function read({ content }: Letter): string {
  const end = content.indexOf('\n\n');
  const head = content.slice(0, end);
  const body = content.slice(end + 2);
  const isBase64 = head.includes('Content-Transfer-Encoding: base64');
  return `${head}\n${isBase64 ? Buffer.from(body, 'base64').toString('utf8') : body.replaceAll('=\n', '')}`;
}

test('owners and admins of the workspace are told, and nobody else', async () => {
  const members = await owner.do<{ rows: { email: string; role: string }[] }>('GET', '/members');
  const expected = members.rows.filter(({ role }) => role === 'owner' || role === 'admin');
  expect(expected).toHaveLength(2);

  await notices.tokenDied(owner.workspaceId, account, 'The token was revoked.');
  expect(letters.map(({ to }) => to).toSorted()).toEqual(expected.map(({ email }) => email).toSorted());
  const { email } = (await owner.do<SessionView>('GET', '/session')).user;
  const [english, japanese] = letters.toSorted((one) => (one.to === email ? -1 : 1)).map(read);
  expect(english).toContain('From: kizuki@acme.example');
  expect(english).toContain('Subject: Kizuki: acme.example must be connected again');
  expect(english).toContain('https://kizuki.acme.example/accounts');
  expect(japanese).toContain('https://kizuki.acme.example/accounts');
  expect(japanese).toContain('再接続');
  expect(english).toContain('the network no longer accepts its sign-in');
  expect(japanese).toContain('理由: ネットワークがこのアカウントの認証を受け付けなくなりました');
  for (const letter of [english, japanese]) expect(letter).toContain('The token was revoked.');
});

test('a mail server that is away is said in the log, and holds up nothing', async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const gone = createServer();
  gone.listen(0, '127.0.0.1', () => {
    const { port } = gone.address() as AddressInfo;
    gone.close(() => resolve(port));
  });
  await noticesBy(await promise).tokenDied(owner.workspaceId, account, 'The token was revoked.');
  expect(letters).toEqual([]);
  expect(warnings).toEqual(['an account must be connected again', 'a notice could not be mailed']);
});
