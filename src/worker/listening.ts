// Keeps one loop per active source: connects, hands batches to the pipeline, backs off, and says how it goes.
import { AppError } from '../domain/errors.ts';
import { Loop } from './loop.ts';

/** A source as the worker sees it. */
export interface SourceToListen {
  workspaceId: string;
  id: string;
  network: string;
  kind: string;
  accountId: string | null;
  config: Record<string, string>;
  version: number;
  /** Rises when its account is given new secrets. */
  connection: number;
}

export interface Condition {
  state: 'starting' | 'listening' | 'backing_off' | 'stopped';
  errorCode: string | null;
  error: string | null;
  retryAt: string | null;
}

/** What a connection says about itself. */
export interface Signs {
  /** At each sign of life. */
  alive(): void;
  /** The queries of the monitors that it does not hear, though it should. */
  unheard(queries: readonly string[]): void;
}

export interface ListeningDeps {
  /** All active sources of all workspaces. */
  sources(): Promise<SourceToListen[]>;
  /** One connection: returns when the stream ends, throws when it fails. */
  listen(source: SourceToListen, signal: AbortSignal, on: Signs): Promise<void>;
  setCondition(source: SourceToListen, condition: Condition): Promise<void>;
  /** Shows a source's new counts; called at most every `showEveryMs`. */
  show(source: SourceToListen): Promise<void>;
  /** A token is refused: the account needs a person. */
  tokenDead(source: SourceToListen, error: AppError): Promise<void>;
  log: {
    info(d: Record<string, unknown>, m: string): void;
    warn(d: Record<string, unknown>, m: string): void;
  };
  now(): number;
  random(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** How often the set of sources is read again when nobody says it changed. */
  reconcileEveryMs?: number;
  showEveryMs?: number;
  minBackoffMs?: number;
}

export interface Listening {
  start(): void;
  /** The sources changed: look now. */
  poke(): void;
  stop(): Promise<void>;
}

interface Held {
  source: SourceToListen;
  loop: Loop;
}

function describe(error: unknown): { errorCode: string; error: string } {
  const errorCode = error instanceof AppError ? error.code : 'internal';
  return { errorCode, error: error instanceof Error ? error.message : String(error) };
}

/** Queries as a list that stays readable: long ones are cut, and of many the first are named. */
function queriesText(queries: readonly string[]): string {
  const shown = queries.slice(0, 5).map((query) => (query.length > 60 ? `${query.slice(0, 59)}…` : query));
  return [...shown, ...(queries.length > shown.length ? ['…'] : [])].join(' / ');
}

/** Says how a source does: once when it is heard first, then its counts now and then. */
function createReporter(deps: ListeningDeps, source: SourceToListen) {
  let isListening = false;
  let shownAt = 0;
  let unheard = '';
  let said = Promise.resolve();

  /** One after the other, so that the last word stays. */
  function say(): void {
    const condition: Condition = {
      state: 'listening',
      errorCode: unheard === '' ? null : 'monitors_unheard',
      error: unheard === '' ? null : unheard,
      retryAt: null,
    };
    said = said
      .then(() => deps.setCondition(source, condition))
      .catch((error: unknown) => {
        isListening = false;
        deps.log.warn({ source: source.id, err: error }, 'a source’s condition could not be saved');
      });
  }

  return {
    connecting(): void {
      isListening = false;
    },
    unheard(queries: readonly string[]): void {
      const before = unheard;
      unheard = queriesText(queries);
      if (isListening && unheard !== before) say();
    },
    alive(): void {
      if (!isListening) {
        isListening = true;
        say();
      } else if (deps.now() - shownAt >= (deps.showEveryMs ?? 5000)) {
        shownAt = deps.now();
        void deps.show(source).catch((error: unknown) => {
          deps.log.warn({ source: source.id, err: error }, 'a source’s counts could not be shown');
        });
      }
    },
  };
}

function createSourceLoop(deps: ListeningDeps, source: SourceToListen): Loop {
  const reporter = createReporter(deps, source);
  return new Loop({
    ...deps,
    name: `listen ${source.network} ${source.kind} ${source.id}`,
    minBackoffMs: deps.minBackoffMs ?? 1000,
    async step(signal) {
      reporter.connecting();
      await deps.listen(source, signal, reporter);
      // A stream that ends by itself is opened again, a little later than at once.
      return 250 + deps.random() * 500;
    },
    async onFailure(error, retryAtMs) {
      if (error instanceof AppError && error.code === 'account_token_dead') {
        await deps.tokenDead(source, error);
      }
      const retryAt = new Date(retryAtMs).toISOString();
      await deps.setCondition(source, { state: 'backing_off', retryAt, ...describe(error) });
    },
  });
}

/** Makes the manager; nothing runs before `start`. */
export function createListening(deps: ListeningDeps): Listening {
  const held = new Map<string, Held>();

  async function reconcile(): Promise<number> {
    const wanted = new Map((await deps.sources()).map((source) => [source.id, source]));
    for (const [id, { source, loop }] of held) {
      const now = wanted.get(id);
      if (now?.version === source.version && now.connection === source.connection) continue;
      held.delete(id);
      await loop.stop();
    }
    for (const [id, source] of wanted) {
      if (held.has(id)) continue;
      const loop = createSourceLoop(deps, source);
      held.set(id, { source, loop });
      loop.start();
    }
    return deps.reconcileEveryMs ?? 5000;
  }

  const manager = new Loop({ ...deps, name: 'sources', step: reconcile, maxBackoffMs: 5000 });
  return {
    start: () => {
      manager.start();
    },
    poke: () => {
      manager.poke();
    },
    async stop() {
      await manager.stop();
      await Promise.all([...held.values()].map(({ loop }) => loop.stop()));
      held.clear();
    },
  };
}
