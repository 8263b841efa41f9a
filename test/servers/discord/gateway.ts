// The fake's gateway: sessions that keep their events, so that who was cut off is told what came meanwhile.
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { eventOf, userOf } from './entities.ts';
import type { DiscordStore, Said } from './store.ts';

const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;
const MESSAGE_CONTENT = 1 << 15;

const identifySchema = z.strictObject({
  token: z.string(),
  intents: z.number().int(),
  properties: z.strictObject({ os: z.string(), browser: z.string(), device: z.string() }),
});
const resumeSchema = z.strictObject({ token: z.string(), session_id: z.string(), seq: z.number().int() });
const frameSchema = z.strictObject({ op: z.number().int(), d: z.unknown() });

interface Event {
  op: 0;
  t: string;
  s: number;
  d: unknown;
}

interface Session {
  id: string;
  intents: number;
  events: Event[];
  socket: WebSocket | null;
}

export interface FakeGateway {
  accept(socket: WebSocket): void;
  /** Sends an event as it is to everybody, whatever it holds. */
  tell(kind: string, d: unknown): void;
  /** No session can be resumed any more; open connections are told so. */
  forgetSessions(): void;
  /** Asks everybody to connect again (opcode 7). */
  askToReconnect(): void;
  /** Closes every connection with a code. */
  closeAll(code: number): void;
  /** How often who signed in, resumed, and beat. */
  readonly counts: { identified: number; resumed: number; beats: number; open: number };
  /** Heartbeats are answered. */
  answersBeats: boolean;
  heartbeatMs: number;
  /** The next session that is asked for is not begun (opcode 9). */
  refuses: boolean;
  /** What was sent that Discord does not describe. */
  readonly violations: string[];
}

export function createGateway(store: DiscordStore, url: () => string): FakeGateway {
  const sessions = new Map<string, Session>();
  const counts = { identified: 0, resumed: 0, beats: 0, open: 0 };
  const violations: string[] = [];
  const open = new Set<WebSocket>();

  const send = (socket: WebSocket | null, frame: unknown): void => socket?.send(JSON.stringify(frame));
  function add(session: Session, kind: string, d: unknown): void {
    const event: Event = { op: 0, t: kind, s: session.events.length + 1, d };
    session.events.push(event);
    send(session.socket, event);
  }

  function isFor({ intents }: Session, said: Said): boolean {
    const isDirect = store.places.get(said.channel)?.type === 1;
    return (intents & (isDirect ? DIRECT_MESSAGES : GUILD_MESSAGES)) !== 0 && !store.hidden.has(said.channel);
  }

  store.onChange = (kind, said, more) => {
    const guild_id = store.places.get(said.channel)?.guild ?? undefined;
    const where = { channel_id: said.channel, ...(guild_id === undefined ? {} : { guild_id }) };
    const gone = more === undefined ? { id: said.id, ...where } : { ...more, ...where };
    const d = kind.startsWith('MESSAGE_DELETE') ? gone : eventOf(said, store);
    for (const session of sessions.values()) if (isFor(session, said)) add(session, kind, d);
  };

  function identify(socket: WebSocket, d: unknown): void {
    const asked = identifySchema.safeParse(d);
    if (!asked.success) return void violations.push(`identify: ${asked.error.message}`);
    if (asked.data.token !== store.token) return socket.close(4004, 'Authentication failed.');
    if ((asked.data.intents & MESSAGE_CONTENT) !== 0 && !store.hasContent)
      return socket.close(4014, 'Disallowed intent(s).');
    if (gateway.refuses) {
      gateway.refuses = false;
      return send(socket, { op: 9, d: false });
    }
    counts.identified += 1;
    const session: Session = { id: crypto.randomUUID(), intents: asked.data.intents, events: [], socket };
    sessions.set(session.id, session);
    const guilds = [...store.servers.keys()].map((id) => ({ id, unavailable: true }));
    const application = { id: store.bot.id, flags: 0 };
    const known = { v: 10, user: userOf(store.bot), guilds, application };
    add(session, 'READY', { ...known, session_id: session.id, resume_gateway_url: url() });
  }

  function resume(socket: WebSocket, d: unknown): void {
    const asked = resumeSchema.safeParse(d);
    if (!asked.success) return void violations.push(`resume: ${asked.error.message}`);
    if (asked.data.token !== store.token) return socket.close(4004, 'Authentication failed.');
    const session = sessions.get(asked.data.session_id);
    if (session === undefined) return send(socket, { op: 9, d: false });
    if (asked.data.seq > session.events.length) return socket.close(4007, 'Invalid seq.');
    counts.resumed += 1;
    session.socket?.terminate();
    session.socket = socket;
    for (const event of session.events.slice(asked.data.seq)) send(socket, event);
    add(session, 'RESUMED', {});
  }

  function accept(socket: WebSocket): void {
    open.add(socket);
    counts.open += 1;
    send(socket, { op: 10, d: { heartbeat_interval: gateway.heartbeatMs } });
    socket.on('message', (data: Buffer) => {
      const frame = frameSchema.safeParse(JSON.parse(data.toString('utf8')));
      if (!frame.success || data.byteLength > 4096)
        return void violations.push(`frame: ${data.toString('utf8')}`);
      const { op, d } = frame.data;
      if (op === 2) return identify(socket, d);
      if (op === 6) return resume(socket, d);
      if (op !== 1 || (d !== null && typeof d !== 'number'))
        return void violations.push(`opcode ${String(op)}`);
      counts.beats += 1;
      return gateway.answersBeats ? send(socket, { op: 11 }) : undefined;
    });
    socket.on('close', () => {
      open.delete(socket);
      counts.open -= 1;
      for (const session of sessions.values()) if (session.socket === socket) session.socket = null;
    });
    socket.on('error', () => undefined);
  }

  const gateway: FakeGateway = {
    accept,
    counts,
    violations,
    answersBeats: true,
    heartbeatMs: 41_250,
    refuses: false,
    tell(kind, d) {
      for (const session of sessions.values()) add(session, kind, d);
    },
    forgetSessions() {
      sessions.clear();
      for (const socket of open) send(socket, { op: 9, d: false });
    },
    askToReconnect() {
      for (const socket of open) send(socket, { op: 7, d: null });
    },
    closeAll(code) {
      for (const socket of open) socket.close(code);
    },
  };
  return gateway;
}
