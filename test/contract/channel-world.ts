// A program at the other end of a channel: tells by signed calls over the real server, and carries out what it is sent, once.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { sign, isSigned, isTimely } from '../../src/networks/channel/signature.ts';

export interface Told {
  type: string;
  id: string;
  post: {
    id?: string;
    text?: string;
    replyTo?: string;
    to?: string;
    conversation?: string;
  };
}

interface Sent {
  id: string;
  type: string;
  text: string;
  replyTo: string | null;
  to: string | null;
  key: string;
}

export type Fault = 'rate_limited' | 'server_error' | 'lost_answer';

export interface Program {
  url: string;
  /** What it was sent and carried out. */
  sent: Sent[];
  /** Requests with a signature that does not fit. */
  forged: number;
  keys: string[];
  fault: Fault | null;
  refusesAll: boolean;
  close(): Promise<void>;
}

/** How a program answers, in the words of docs/channel.md. */
export async function startProgram(): Promise<Program> {
  let count = 0;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      const answer = (status: number, json: object, headers: Record<string, string> = {}): void => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(json));
      };
      const header = (name: string): string => String(request.headers[name] ?? '');
      const time = header('kizuki-timestamp');
      if (program.refusesAll) return answer(401, { error: 'gone' });
      if (!isTimely(time, Date.now()) || !isSigned(program.keys, time, body, header('kizuki-signature'))) {
        program.forged += 1;
        return answer(401, { error: 'the signature does not fit' });
      }
      const told = JSON.parse(body.toString('utf8')) as Told;
      const fault = ['post', 'reply', 'dm'].includes(told.type) ? program.fault : null;
      if (fault === 'rate_limited') return answer(429, {}, { 'retry-after': '7' });
      if (fault === 'server_error') return answer(503, {}, { 'retry-after': '1' });
      const done = carryOut(told, header('idempotency-key'));
      if (fault === 'lost_answer') return response.destroy();
      return answer(done === null ? 404 : 200, done ?? {});
    });
  });
  function carryOut({ type, id, post }: Told, key: string): object | null {
    if (type === 'ping') return {};
    if (type === 'lookup') return { found: program.sent.find((one) => one.key === id) ?? null };
    if (type === 'edit' || type === 'delete') {
      const at = program.sent.findIndex((one) => one.id === post.id);
      const found = program.sent[at];
      if (found === undefined) return null;
      if (type === 'delete') program.sent.splice(at, 1);
      else found.text = post.text ?? '';
      return found;
    }
    const before = program.sent.find((one) => one.key === key);
    if (before !== undefined) return before;
    count += 1;
    const { text = '', replyTo = null, to = null } = post;
    const made = { id: `ours-${count}`, type, text, replyTo, to, key };
    program.sent.push(made);
    return made;
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const program: Program = {
    url: `http://127.0.0.1:${port}/kizuki`,
    sent: [],
    forged: 0,
    keys: [],
    fault: null,
    refusesAll: false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return program;
}

/** Sends what is given, signed as it should be unless told otherwise. */
export async function tell(
  address: string,
  key: string,
  body: string | Uint8Array<ArrayBuffer>,
  over: { time?: string; signature?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  const time = over.time ?? String(Math.floor(Date.now() / 1000));
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'kizuki-timestamp': time,
      'kizuki-signature': over.signature ?? sign(key, time, bytes),
      ...over.headers,
    },
    body: bytes,
  });
  return { status: response.status, body: await response.text() };
}

/** The same until it is taken: the server may be told to slow down. */
export async function tellAll(address: string, key: string, event: object): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { status, body } = await tell(address, key, JSON.stringify(event));
    if (status === 202) return;
    if (status !== 429 || tries > 20) throw new Error(`the webhook answered ${status}: ${body}`);
    await wait(100);
  }
}
