// Reads the lines of a fetch answer as they come, with limits on silence and on size.
import { AppError } from '../../domain/errors.ts';
import { transportError } from './http.ts';

export interface LinesOptions {
  network: string;
  /** Silence after which the connection is taken for dead; servers send something as a heartbeat. */
  idleMs: number;
  /** Length of one line at most; a longer one ends the stream with an error. */
  maxLength?: number;
  /** Called on every sign of life, heartbeats included. */
  alive(): void;
  signal: AbortSignal;
}

export const MAX_LINE_LENGTH = 1024 * 1024;

/** What is too large: the error that ends the stream. */
export const tooLarge = (network: string, what: string, max: number): AppError =>
  new AppError('network_unavailable', `${network}'s stream sent ${what} over ${max} bytes`);

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

/**
 * Yields each whole line without its end; not pulling holds the server back through TCP. Ends when the server ends the
 * stream or `signal` aborts; throws `network_unavailable` when the connection breaks, falls silent, or a line is too long.
 */
export async function* readLines(response: Response, options: LinesOptions): AsyncGenerator<string, void> {
  if (response.body === null) return;
  const { network, maxLength = MAX_LINE_LENGTH } = options;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  const giveUp = (): void => void reader.cancel().catch(() => {});
  options.signal.addEventListener('abort', giveUp, { once: true });
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await readWithin(reader, options.idleMs, network);
      if (done || options.signal.aborted) return;
      options.alive();
      rest += decoder.decode(value, { stream: true });
      let start = 0;
      for (;;) {
        const end = rest.indexOf('\n', start);
        if (end === -1) break;
        yield rest.slice(start, rest[end - 1] === '\r' && end > start ? end - 1 : end);
        start = end + 1;
      }
      rest = rest.slice(start);
      if (rest.length > maxLength) throw tooLarge(network, 'an event', maxLength);
    }
  } catch (error) {
    if (options.signal.aborted) return;
    if (error instanceof AppError) throw error;
    throw transportError(error, { network, doing: 'reading the stream', repeat: 'harmless' });
  } finally {
    options.signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}
