// One connection to Discord's gateway: says who we are or resumes, keeps the heart beating, and hands over events in their order.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { readSocket } from '../kit/socket.ts';
import { told } from '../kit/told.ts';
import { tokenDead } from './errors.ts';
import type { Session } from './position.ts';
import { frameSchema, helloSchema, readySchema } from './schemas.ts';

const DISPATCH = 0;
const HEARTBEAT = 1;
const IDENTIFY = 2;
const RESUME = 6;
const RECONNECT = 7;
const INVALID_SESSION = 9;
const HELLO = 10;
const HEARTBEAT_ACK = 11;

/** What people write in servers and to the bot, and what it says. Reactions and everything else is not asked for: nothing is done with it. */
export const INTENTS = (1 << 9) | (1 << 12) | (1 << 15);

const HELLO_TIMEOUT_MS = 15_000;
/** Heartbeats are answered about every 41 s. */
const SILENCE_MS = 120_000;
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
/** A setting that a person changes: soon enough after they did, and seldom enough for the 1,000 sign-ins of a day. */
const ASK_AGAIN_MS = 10 * 60_000;

export interface GatewayEvent {
  kind: string;
  raw: unknown;
  seq: number;
}

/** How a connection ended. `resumable`: as the same session; else a new one begins. */
export type GatewayEnd = { resumable: boolean; why: string };

export interface GatewayInput {
  url: string;
  token: string;
  /** The session to go on with; null: a new one. */
  resume: Session | null;
  /** The last event that is committed: what Discord need not keep for us. */
  committedSeq(): number | null;
  /** A new session began; its events follow. */
  onReady(session: Session): void;
  /** An event, in order; a promise means "enough for now". */
  onEvent(event: GatewayEvent): Promise<void> | undefined;
  onBroken(frame: string): Promise<void>;
  alive(): void;
  signal: AbortSignal;
}

const noIntent: BothLanguages = {
  ja: 'ボットがメッセージの本文を読めません。Developer Portal の「Bot」で「Message Content Intent」をオンにして保存してください。10 分以内に自動でつなぎ直します。',
  en: 'The bot may not read what messages say. Turn on Message Content Intent on the Bot page of the Developer Portal and save; Kizuki connects again within 10 minutes.',
};
const tooLarge: BothLanguages = {
  ja: 'このボットは、一つの接続で聴けるより多くのサーバーにいます（2,500 まで）。Kizuki 用に、自社とコミュニティのサーバーだけに招待したボットを作ってください。',
  en: 'This bot is in more servers than one connection can hear (2,500). Make a bot for Kizuki that is invited only to your own servers and those of your community.',
};
const refusedVersion: BothLanguages = {
  ja: 'Discord が接続の形式を受け付けませんでした。Kizuki を新しい版にしてください。',
  en: 'Discord did not take the form of the connection. Update Kizuki.',
};

/** Close codes after which nobody should simply connect again. */
const fatal: ReadonlyMap<number, BothLanguages> = new Map([
  [4010, refusedVersion],
  [4011, tooLarge],
  [4012, refusedVersion],
  [4013, refusedVersion],
  [4014, noIntent],
]);
/** Close codes that end the session with the connection. */
const ended: ReadonlySet<number> = new Set([1000, 1001, 4003, 4007, 4009]);

/** What a closed connection means. Throws for what a person must mend. */
export function endOf(code: number): GatewayEnd {
  if (code === 4004) throw tokenDead({ closeCode: code });
  const why = fatal.get(code);
  if (why !== undefined) {
    throw told('network_rejected', why, {
      where: 'account',
      retryAfterMs: ASK_AGAIN_MS,
      data: { closeCode: code },
    });
  }
  return { resumable: !ended.has(code), why: `Discord closed the connection (${String(code)})` };
}

/** The address of the gateway with what it is to speak. */
function addressOf(url: string): string {
  const address = new URL(url);
  address.search = new URLSearchParams({ v: '10', encoding: 'json' }).toString();
  return address.href;
}

/** Between 0 and 1, so that not all programs beat at once. */
const jitterOf = (randomId: string): number =>
  createHash('sha256').update(randomId).digest().readUInt16BE(0) / 65_536;

function parseFrame(data: Buffer) {
  try {
    return frameSchema.safeParse(JSON.parse(data.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Sends heartbeats, and ends the connection where one stays unanswered. */
class Heart {
  #isAnswered = true;
  /** What is still being taken: meanwhile the connection is held back, answers included. */
  held = 0;
  readonly #beatNow: () => void;

  constructor(beatNow: () => void) {
    this.#beatNow = beatNow;
  }

  answered(): void {
    this.#isAnswered = true;
  }

  /** Beats until the signal aborts; resolves where Discord fell silent. */
  async run(
    deps: Pick<NetworkDeps, 'sleep' | 'randomId'>,
    everyMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    for (let waitMs = everyMs * jitterOf(deps.randomId()); ; waitMs = everyMs) {
      await deps.sleep(waitMs, signal).catch(() => {});
      if (signal.aborted) return;
      if (!this.#isAnswered && this.held === 0) return;
      this.#isAnswered = false;
      this.#beatNow();
    }
  }
}

/** One connection, from the greeting to its end. */
class Connection {
  readonly #deps: NetworkDeps;
  readonly #input: GatewayInput;
  readonly #over = new AbortController();
  readonly #heart = new Heart(() => this.#beat());
  #sendText: (text: string) => void = () => {};
  /** Aborts when the connection is to end, for whatever reason. */
  readonly life: AbortSignal;
  isGreeted = false;
  end: GatewayEnd | null = null;

  constructor(deps: NetworkDeps, input: GatewayInput) {
    this.#deps = deps;
    this.#input = input;
    this.life = AbortSignal.any([input.signal, this.#over.signal]);
  }

  opened(sendText: (text: string) => void): void {
    this.#sendText = sendText;
  }

  finish(how: GatewayEnd): void {
    this.end ??= how;
    this.#over.abort();
  }

  #send(op: number, d: unknown): void {
    this.#sendText(JSON.stringify({ op, d }));
  }

  #beat(): void {
    this.#send(HEARTBEAT, this.#input.committedSeq());
  }

  /** Ends a connection on which nobody greets. */
  async expectGreeting(): Promise<void> {
    await this.#deps.sleep(HELLO_TIMEOUT_MS, this.life).catch(() => {});
    if (!this.isGreeted && !this.life.aborted) this.finish({ resumable: true, why: 'Discord did not greet' });
  }

  #greeted(d: unknown): void {
    const { resume, token } = this.#input;
    const hello = helloSchema.safeParse(d);
    if (!hello.success) return this.finish({ resumable: true, why: 'Discord’s greeting cannot be read' });
    this.isGreeted = true;
    void this.#heart.run(this.#deps, hello.data.heartbeat_interval, this.life).then(() => {
      if (!this.life.aborted) this.finish({ resumable: true, why: 'a heartbeat was not answered' });
    });
    if (resume !== null) return this.#send(RESUME, { token, session_id: resume.id, seq: resume.seq });
    const properties = { os: process.platform, browser: 'kizuki', device: 'kizuki' };
    return this.#send(IDENTIFY, { token, intents: INTENTS, properties });
  }

  #dispatch(kind: string, seq: number, raw: unknown): Promise<void> | undefined {
    if (kind === 'READY') {
      const ready = readySchema.safeParse(raw);
      if (!ready.success) this.finish({ resumable: false, why: 'Discord’s READY cannot be read' });
      else this.#input.onReady({ id: ready.data.session_id, url: ready.data.resume_gateway_url, seq });
      return undefined;
    }
    const taken = this.#input.onEvent({ kind, raw, seq });
    if (taken === undefined) return undefined;
    this.#heart.held += 1;
    return taken.finally(() => {
      this.#heart.held -= 1;
      this.#heart.answered();
    });
  }

  frame(data: Buffer): Promise<void> | undefined {
    if (this.life.aborted) return undefined;
    const frame = parseFrame(data);
    if (frame === null) return this.#input.onBroken(data.toString('utf8').slice(0, 4096));
    const { op, d, s: seq, t: kind } = frame;
    if (op === DISPATCH && typeof kind === 'string' && typeof seq === 'number')
      return this.#dispatch(kind, seq, d);
    if (op === HELLO) this.#greeted(d);
    else if (op === HEARTBEAT) this.#beat();
    else if (op === HEARTBEAT_ACK) this.#heart.answered();
    else if (op === RECONNECT) this.finish({ resumable: true, why: 'Discord asked to connect again' });
    else if (op === INVALID_SESSION)
      this.finish({ resumable: d === true, why: 'Discord no longer has the session' });
    return undefined;
  }
}

/**
 * Connects, and resolves when the connection ends, also by `signal`. Errors: `network_unavailable` where it breaks,
 * `account_token_dead`, and `network_rejected` for what a person must change at Discord.
 */
export async function connectGateway(deps: NetworkDeps, input: GatewayInput): Promise<GatewayEnd> {
  const connection = new Connection(deps, input);
  void connection.expectGreeting();
  try {
    const { code } = await readSocket({
      url: addressOf(input.url),
      ...(deps.socketGuard === undefined ? {} : { guard: deps.socketGuard }),
      signal: connection.life,
      silenceMs: SILENCE_MS,
      maxFrameBytes: MAX_FRAME_BYTES,
      onOpen: (sendText) => connection.opened(sendText),
      onFrame: (data) => connection.frame(data),
      onAlive: input.alive,
    });
    if (connection.end !== null) return connection.end;
    return input.signal.aborted ? { resumable: true, why: 'stopped' } : endOf(code);
  } catch (error) {
    // The address of a session goes with it.
    if (!connection.isGreeted && input.resume !== null) return { resumable: false, why: String(error) };
    if (error instanceof AppError) throw error;
    const why = `Discord’s gateway cannot be reached: ${String(error)}`;
    throw new AppError('network_unavailable', why, { cause: error });
  } finally {
    connection.finish({ resumable: true, why: 'over' });
  }
}
