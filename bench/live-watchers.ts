// The browsers of bench/live.ts, in a process of their own: bare sockets that note when a marker reaches them.
import { connect, type Socket } from 'node:net';

export type ToWatchers =
  | { type: 'connect'; port: number; connections: number; cookies: string[] }
  | { type: 'expect'; marker: string };
export type FromWatchers =
  { type: 'connected' } | { type: 'seen'; atMs: number[] } | { type: 'failed'; why: string };

/** So many at a time, as browsers come back after a break. */
const atOnce = 200;

let expected = '';
let seen: number[] = [];
let open = 0;

function tell(message: FromWatchers): void {
  process.send?.(message);
}

function watch(port: number, cookie: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1' });
    let greeted = false;
    let tail = '';
    let found = '';
    socket.on('data', (bytes: Buffer) => {
      const text = tail + bytes.toString('latin1');
      if (!greeted && text.includes('event: presence')) {
        greeted = true;
        open += 1;
        resolve();
      }
      if (expected !== '' && found !== expected && text.includes(expected)) {
        found = expected;
        seen.push(performance.timeOrigin + performance.now());
        if (seen.length === open) tell({ type: 'seen', atMs: seen });
      }
      tail = text.slice(-200);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      if (greeted) tell({ type: 'failed', why: 'a connection was closed' });
      else reject(new Error(`refused: ${tail}`));
    });
    socket.write(
      `GET /api/live HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\ncookie: ${cookie}\r\n\r\n`,
    );
  });
}

async function connectAll({
  port,
  connections,
  cookies,
}: Extract<ToWatchers, { type: 'connect' }>): Promise<void> {
  for (let from = 0; from < connections; from += atOnce) {
    const count = Math.min(atOnce, connections - from);
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        watch(port, cookies[(from + index) % cookies.length] ?? ''),
      ),
    );
  }
  tell({ type: 'connected' });
}

process.on('message', (message: ToWatchers) => {
  if (message.type === 'expect') {
    seen = [];
    expected = message.marker;
    return;
  }
  connectAll(message).catch((error: unknown) => tell({ type: 'failed', why: String(error) }));
});
