// What was asked of a network and holds for some hours: whose profile an id is, where a post stands. Asked once at a time.
import { AppError } from '../../domain/errors.ts';
import type { NetworkDeps } from './network.ts';

const FRESH_MS = 6 * 60 * 60_000;
/** What could not be asked for is asked for again soon: the network may have been away. */
const MISSING_MS = 60_000;
const MOST_KEPT = 10_000;

interface Kept<T> {
  value: T | null;
  untilMs: number;
}

/** One for each kind of thing: keys of one kind name the same shape. */
export class Remembered<T> {
  readonly #known = new Map<string, Kept<T>>();
  /** What is asked just now: of several who want the same only the first asks. */
  readonly #asked = new Map<string, Promise<T | null>>();
  readonly #deps: Pick<NetworkDeps, 'log' | 'now'>;
  readonly #network: string;

  constructor(deps: Pick<NetworkDeps, 'log' | 'now'>, network: string) {
    this.#deps = deps;
    this.#network = network;
  }

  /** Never fails: null for what could not be asked. After the signal only what is known is told. */
  async find(key: string, ask: () => Promise<T>, signal?: AbortSignal): Promise<T | null> {
    const known = this.#known.get(key);
    if (known !== undefined && known.untilMs > this.#deps.now()) return known.value;
    if (signal?.aborted === true) return null;
    const asked = this.#asked.get(key) ?? this.#ask(key, ask);
    this.#asked.set(key, asked);
    return asked.finally(() => this.#asked.delete(key));
  }

  /** What changed there is asked for anew. */
  forget(key: string): void {
    this.#known.delete(key);
  }

  async #ask(key: string, ask: () => Promise<T>): Promise<T | null> {
    const now = this.#deps.now();
    const value = await ask().catch((error: unknown) => {
      if (!(error instanceof AppError)) return null;
      this.#deps.log.warn({ network: this.#network, errorCode: error.code }, 'it could not be read');
      return null;
    });
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(key, { value, untilMs: now + (value === null ? MISSING_MS : FRESH_MS) });
    return value;
  }
}
