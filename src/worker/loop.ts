// The one loop: runs a step again and again, backs off when it fails, stops when told. Every worker is one of these.
import { AppError } from '../domain/errors.ts';

export interface LoopLog {
  warn(details: Record<string, unknown>, message: string): void;
}

export interface LoopOptions {
  name: string;
  /**
   * One step. Answers how long to wait before the next (0 = at once). Must honour the signal; what it throws is
   * reported and followed by a back-off.
   */
  step(signal: AbortSignal): Promise<number>;
  log: LoopLog;
  now(): number;
  random(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** First wait after a failure; doubled each time up to `maxBackoffMs`, with jitter. */
  minBackoffMs?: number;
  maxBackoffMs?: number;
  /** A step that lasted this long before failing counts as recovered: the back-off begins anew. */
  settledAfterMs?: number;
  /** Told after each failure, with when the next try is. */
  onFailure?(error: unknown, retryAtMs: number): Promise<void> | void;
  /** Ends when what steps left running has ended: whoever stops the loop waits for it too. */
  settle?(): Promise<void>;
}

export class Loop {
  readonly name: string;
  private readonly options: LoopOptions;
  private readonly stopping = new AbortController();
  private waiting = new AbortController();
  private running: Promise<void> | null = null;
  private failures = 0;

  constructor(options: LoopOptions) {
    this.name = options.name;
    this.options = options;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the wait in progress, or leaves out the next, so that another step begins soon. */
  poke(): void {
    this.waiting.abort();
  }

  /** Stops after the step in progress has honoured the signal. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.waiting.abort();
    await this.running;
    await this.options.settle?.();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Made before the step: who pokes while it runs may have changed what it has read already.
      this.waiting = new AbortController();
      const waitMs = await this.once(signal);
      if (signal.aborted || waitMs <= 0) continue;
      const either = AbortSignal.any([signal, this.waiting.signal]);
      await this.options.sleep(waitMs, either).catch(() => undefined);
    }
  }

  private async once(signal: AbortSignal): Promise<number> {
    const startedAt = this.options.now();
    try {
      const waitMs = await this.options.step(signal);
      this.failures = 0;
      return waitMs;
    } catch (error) {
      if (signal.aborted) return 0;
      const lastedMs = this.options.now() - startedAt;
      this.failures = lastedMs >= (this.options.settledAfterMs ?? 60_000) ? 1 : this.failures + 1;
      const waitMs = this.backoffMs(error);
      const retryAtMs = this.options.now() + waitMs;
      this.options.log.warn(
        { loop: this.name, failures: this.failures, waitMs, err: error },
        'a step failed',
      );
      await this.report(error, retryAtMs);
      return waitMs;
    }
  }

  private async report(error: unknown, retryAtMs: number): Promise<void> {
    try {
      await this.options.onFailure?.(error, retryAtMs);
    } catch (reportError) {
      // The report itself needs the database, which may be what failed: the loop must live on.
      this.options.log.warn({ loop: this.name, err: reportError }, 'a failure could not be reported');
    }
  }

  /** What the other side asked for, or exponential with jitter between half and whole. */
  private backoffMs(error: unknown): number {
    const { minBackoffMs = 1000, maxBackoffMs = 60_000, random } = this.options;
    const asked = error instanceof AppError ? (error.retryAfterMs ?? 0) : 0;
    const ceiling = Math.min(maxBackoffMs, minBackoffMs * 2 ** (this.failures - 1));
    return Math.max(asked, ceiling * (0.5 + random() / 2));
  }
}
