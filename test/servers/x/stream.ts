// The fake X's filtered stream: the app's rules, one connection, a sign of life when it is quiet, and each post with the rules it fits.
import type { ServerResponse } from 'node:http';
import type { Exchange } from './contract.ts';
import { includesOf, postJson } from './objects.ts';
import { invalid, type Answer, type Asked } from './routes.ts';
import { BadQuery, readQuery } from './search.ts';
import type { Store, StoredPost } from './store.ts';

export interface StoredRule {
  id: string;
  value: string;
  tag: string;
}

const PATH = '/2/tweets/search/stream';
const RULES = `${PATH}/rules`;
const MAX_RULES = 1000;
const MAX_LENGTH = 1024;
const PAGE = 1000;

const problem = (title: string, detail: string, value?: string) => ({
  type: 'https://api.x.com/2/problems/invalid-request',
  title,
  detail,
  ...(value === undefined ? {} : { value }),
});

function problemOf(value: string): string | null {
  if (value.length > MAX_LENGTH) return `${value.length} characters`;
  try {
    readQuery(value);
    return null;
  } catch (error) {
    if (error instanceof BadQuery) return error.message;
    throw error;
  }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

export class Streams {
  rules: StoredRule[] = [];
  /** X sends something at least every 20 seconds. */
  heartbeatMs = 20_000;
  /** Rules that X takes for bad, whatever they say. */
  refuses = (_value: string): boolean => false;
  #open: { response: ServerResponse; url: URL } | null = null;
  readonly #store: Store;
  readonly #note: (exchange: Exchange) => void;

  constructor(store: Store, note: (exchange: Exchange) => void) {
    this.#store = store;
    this.#note = note;
    store.listeners.add((post) => this.#tell(post));
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** Opens the stream; false: something else was asked for. */
  open(url: URL, response: ServerResponse): boolean {
    if (url.pathname !== PATH) return false;
    if (this.#open !== null) {
      const detail = 'This stream is currently at the maximum allowed connection limit.';
      const body = { ...problem('ConnectionException', detail), status: 429 };
      this.#note({ method: 'GET', url, mimeType: '', body: undefined, status: 429, answer: body });
      response.writeHead(429, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
      return true;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('\r\n');
    const beat = setInterval(() => response.writable && response.write('\r\n'), this.heartbeatMs);
    this.#open = { response, url };
    response.on('close', () => {
      clearInterval(beat);
      if (this.#open?.response === response) this.#open = null;
    });
    return true;
  }

  /** X ends the stream in its own words. */
  end(): void {
    const ended = this.#open;
    this.#open = null;
    const errors = [problem('operational-disconnect', 'This stream has been disconnected upstream.')];
    ended?.response.end(`${JSON.stringify({ errors })}\r\n`);
  }

  /** Sends a record as it is. */
  send(data: unknown): void {
    const rules = this.rules.slice(0, 1).map(({ id, tag }) => ({ id, tag }));
    this.#open?.response.write(`${JSON.stringify({ data, matching_rules: rules })}\r\n`);
  }

  #tell(post: StoredPost): void {
    if (this.#open === null) return;
    const fit = this.rules.filter(({ value }) => readQuery(value)(post, this.#store));
    if (fit.length === 0) return;
    const line = {
      data: postJson(this.#store, post, this.#open.url),
      includes: includesOf(this.#store, [post], this.#open.url),
      matching_rules: fit.map(({ id, tag }) => ({ id, tag })),
    };
    const { url, response } = this.#open;
    this.#note({ method: 'GET', url, mimeType: '', body: undefined, status: 200, answer: line });
    response.write(`${JSON.stringify(line)}\r\n`);
  }

  /** What is asked of the rules; null: something else was asked for. Rules belong to the app, and to no account. */
  answer({ method, url, body }: Asked, isApp: boolean): Answer | null {
    if (!url.pathname.startsWith(PATH)) return null;
    if (!isApp) return { status: 403, body: { code: 220, message: 'Use application-only authentication.' } };
    if (url.pathname !== RULES) return null;
    return method === 'GET' ? this.#list(url) : this.#change(fields(body));
  }

  #list(url: URL): Answer {
    const from = Number(url.searchParams.get('pagination_token') ?? 0);
    const data = this.rules.slice(from, from + PAGE);
    const next = from + PAGE < this.rules.length ? { next_token: String(from + PAGE).padStart(16, '0') } : {};
    return {
      status: 200,
      body: { ...(data.length === 0 ? {} : { data }), meta: { result_count: data.length, ...next } },
    };
  }

  #change({ add, delete: gone }: Record<string, unknown>): Answer {
    if ((add === undefined) === (gone === undefined)) return invalid('exactly one of add and delete');
    if (gone !== undefined) {
      const ids = list(fields(gone)['ids']);
      this.rules = this.rules.filter(({ id }) => !ids.includes(id));
      return { status: 200, body: { meta: { summary: { deleted: ids.length } } } };
    }
    const asked = list(add).map(fields);
    if (this.rules.length + asked.length > MAX_RULES) return invalid('RulesCapExceeded');
    const made: StoredRule[] = [];
    const errors: unknown[] = [];
    for (const { value, tag } of asked) {
      const text = String(value);
      const why = this.refuses(text) ? 'no such rule' : problemOf(text);
      if (why !== null) errors.push(problem('UnprocessableEntity', why, text));
      else if ([...this.rules, ...made].some((rule) => rule.value === text)) {
        errors.push(problem('DuplicateRule', 'this rule is there', text));
      } else made.push({ id: this.#store.newId(), value: text, tag: typeof tag === 'string' ? tag : '' });
    }
    this.rules.push(...made);
    const summary = { created: made.length, not_created: errors.length };
    return {
      status: 200,
      body: {
        ...(made.length === 0 ? {} : { data: made }),
        ...(errors.length === 0 ? {} : { errors }),
        meta: { summary },
      },
    };
  }
}
