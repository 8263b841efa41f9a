// A publisher with a feed over real HTTP: Atom, conditional, with tombstones; and a bench that listens to it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRss } from '../../src/networks/rss/network.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench } from './network-bench.ts';

export interface SeenRequest {
  etag: string | undefined;
  status: number;
}

export interface Publisher {
  url: string;
  host: string;
  seen: SeenRequest[];
  publish(text: string, answers?: string): string;
  change(id: string, text: string): void;
  remove(id: string): void;
  /** One entry without an id or a link. */
  publishBroken(): void;
  /** What comes next in place of the feed. */
  answerOnce(answer: { status: number; headers?: Record<string, string>; body?: string | Buffer }): void;
  /** Breaks the next answer off. */
  cut(): void;
  close(): Promise<void>;
}

interface Entry {
  id: string;
  text: string;
  answers: string | undefined;
  at: string;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export async function startPublisher(): Promise<Publisher> {
  let entries: Entry[] = [];
  const gone: string[] = [];
  let broken = '';
  let version = 0;
  let cuts = 0;
  const answers: { status: number; headers?: Record<string, string>; body?: string | Buffer }[] = [];
  const seen: SeenRequest[] = [];

  const written = (): string =>
    `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="ja">
<title>町のニュース</title><id>urn:feed</id><updated>2026-11-20T00:00:00Z</updated>
${gone.map((id) => `<at:deleted-entry ref="${id}" when="2026-11-20T00:00:00Z"/>`).join('\n')}
${entries
  .toReversed()
  .map(
    ({ id, text, answers: to, at }) =>
      `<entry><id>${id}</id><link href="/a/${id}"/><author><name>記者</name></author><published>${at}</published>
<content type="text">${escaped(text)}</content>${to === undefined ? '' : `<thr:in-reply-to ref="${to}"/>`}</entry>`,
  )
  .join('\n')}
${broken}</feed>`;

  const server = createServer((request, response) => {
    const etag = `"v${version}"`;
    const asked = request.headers['if-none-match'];
    const instead = answers.shift();
    const status = instead?.status ?? (asked === etag ? 304 : 200);
    seen.push({ etag: asked, status });
    if (cuts > 0) {
      cuts -= 1;
      response.writeHead(200, { 'content-length': '100000' });
      response.write('<feed>', () => response.destroy());
      return;
    }
    response.writeHead(status, { etag, 'content-type': 'application/atom+xml', ...instead?.headers });
    response.end(instead === undefined ? (status === 304 ? undefined : written()) : instead.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  let count = 0;
  return {
    url: `http://${host}/feed.atom`,
    host,
    seen,
    publish(text, to) {
      count += 1;
      version += 1;
      const id = `tag:town,2026:${count}`;
      entries.push({ id, text, answers: to, at: new Date().toISOString() });
      return id;
    },
    change(id, text) {
      version += 1;
      entries = entries.map((entry) => (entry.id === id ? { ...entry, text } : entry));
    },
    remove(id) {
      version += 1;
      entries = entries.filter((entry) => entry.id !== id);
      gone.push(id);
    },
    publishBroken() {
      version += 1;
      broken = '<entry><title>nothing to know it by</title></entry>';
    },
    answerOnce: (answer) => void answers.push(answer),
    cut() {
      cuts += 1;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Feeds are read this often here. */
const EVERY_MS = 30;

const notHere = (): never => {
  throw new Error('a feed has no such thing');
};

/** The suite's bench on a publisher; what only accounts have is not there. */
export function benchOf(publisher: Publisher): Bench {
  const idOf = (nativeId: string): string => nativeId.slice(publisher.host.length + 1);
  const told = (id: string): Promise<{ nativeId: string }> =>
    Promise.resolve({ nativeId: `${publisher.host}/${id}` });
  const source = { kind: 'feed', config: { url: publisher.url }, needsAccount: false };
  return {
    network: createRss(deps, EVERY_MS),
    account: storedAccount('none', { server: '', nativeId: '', handle: '', displayName: '', secrets: {} }),
    customer: {
      nativeId: `${publisher.host}/記者`,
      post: (text) => told(publisher.publish(text)),
      mention: notHere,
      reply: (to, text) => told(publisher.publish(text, idOf(to.nativeId))),
      dm: notHere,
      remove: (nativeId) => Promise.resolve(publisher.remove(idOf(nativeId))),
    },
    stream: source,
    inbound: source,
    moreThanAPage: 60,
    settle: () => Promise.resolve(),
    truth: notHere,
    countOwn: notHere,
    dms: notHere,
    fail: notHere,
    heal: () => Promise.resolve(),
    sendMalformed: () => Promise.resolve(publisher.publishBroken()),
    cutStreams: () => publisher.cut(),
    deadAccount: notHere,
    close: () => publisher.close(),
  };
}
