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
}

export interface Condition {
  state: 'starting' | 'listening' | 'backing_off' | 'stopped';
  errorCode: string | null;
  error: string | null;
  retryAt: string | null;
}

export interface ListeningDeps {
  /** All active sources of all workspaces. */
  sources(): Promise<SourceToListen[]>;
  /** One connection: returns when the stream ends, throws when it fails. `alive` at each sign of life. */
  listen(source: SourceToListen, signal: AbortSignal, alive: () => void): Promise<void>;
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

/** Says how a source does: once when it is heard first, then its counts now and then. */
function createReporter(deps: ListeningDeps, source: SourceToListen) {
  let isListening = false;
  let shownAt = 0;
  return {
    connecting(): void {
      isListening = false;
    },
    alive(): void {
      if (!isListening) {
        isListening = true;
        const condition: Condition = { state: 'listening', errorCode: null, error: null, retryAt: null };
        void deps.setCondition(source, condition).catch((error: unknown) => {
          isListening = false;
          deps.log.warn({ source: source.id, err: error }, 'a source’s condition could not be saved');
        });
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
      await deps.listen(source, signal, reporter.alive);
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
      if (now !== undefined && now.version === source.version) continue;
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
