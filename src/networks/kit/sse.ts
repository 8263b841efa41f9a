// Reads a stream of server-sent events from a fetch answer, with limits on silence and on size.
import { AppError } from '../../domain/errors.ts';
import { transportError } from './http.ts';

export interface SseEvent {
  /** `message` where the server named none. */
  event: string;
  data: string;
}

export interface SseOptions {
  network: string;
  /** Silence after which the connection is taken for dead; servers send a comment as a heartbeat. */
  idleMs: number;
  /** Size of one event at most; a longer one ends the stream with an error. */
  maxEventBytes?: number;
  /** Called on every sign of life, heartbeats included. */
  alive(): void;
  signal: AbortSignal;
}

const DEFAULT_MAX_EVENT_BYTES = 1024 * 1024;

/** Takes the next chunk, or fails when none comes in time. The timer must not outlive the wait: it is cleared. */
async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  idleMs: number,
  network: string,
): Promise<{ done: boolean; value?: Uint8Array | undefined }> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, refuse) => {
    timer = setTimeout(
      () => refuse(new AppError('network_unavailable', `${network}'s stream was silent for ${idleMs} ms`)),
      idleMs,
    );
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** One event's fields, gathered line by line. */
class EventParser {
  #event = '';
  #data: string[] = [];

  /** Takes one line without its end; gives an event when the line is the blank one that closes it. */
  line(line: string): SseEvent | null {
    if (line === '') {
      const { length } = this.#data;
      const done = { event: this.#event === '' ? 'message' : this.#event, data: this.#data.join('\n') };
      this.#event = '';
      this.#data = [];
      return length === 0 ? null : done;
    }
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    return null;
  }
}

/**
 * Yields events as they come; not pulling holds the server back through TCP. Ends when the server ends the stream or
 * `signal` aborts; throws `network_unavailable` when the connection breaks, falls silent, or an event is too large.
 */
export async function* readEvents(response: Response, options: SseOptions): AsyncGenerator<SseEvent, void> {
  if (response.body === null) return;
  const maxBytes = options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  const giveUp = (): void => void reader.cancel().catch(() => {});
  options.signal.addEventListener('abort', giveUp, { once: true });
  let rest = '';
  let eventSize = 0;
  try {
    for (;;) {
      const { done, value } = await readWithin(reader, options.idleMs, options.network);
      if (done || options.signal.aborted) return;
      options.alive();
      rest += decoder.decode(value, { stream: true });
      let start = 0;
      for (;;) {
        const end = rest.indexOf('\n', start);
        if (end === -1) break;
        const line = rest.slice(start, rest[end - 1] === '\r' && end > start ? end - 1 : end);
        start = end + 1;
        eventSize = line === '' ? 0 : eventSize + line.length;
        const event = parser.line(line);
        if (event !== null) yield event;
      }
      rest = rest.slice(start);
      if (eventSize + rest.length > maxBytes) {
        throw new AppError(
          'network_unavailable',
          `${options.network}'s stream sent an event over ${maxBytes} bytes`,
        );
      }
    }
  } catch (error) {
    if (options.signal.aborted) return;
    if (error instanceof AppError) throw error;
    throw transportError(error, {
      network: options.network,
      doing: 'reading the stream',
      repeat: 'harmless',
    });
  } finally {
    options.signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}
