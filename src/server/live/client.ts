// One browser's stream: bounded, so that a slow reader costs others nothing; it is dropped and resumes by its cursor.
import type { Caller } from '../auth/authenticate.ts';
import { concerns } from '../auth/authenticate.ts';
import type { Revocation } from '../../storage/revocations.ts';

/** The socket, as much of it as a stream needs. */
export interface Sink {
  write(bytes: Buffer): void;
  /** Bytes handed over that the other side has not taken. */
  pendingBytes(): number;
  close(): void;
}

export type StreamCaller = Exclude<Caller, { kind: 'nobody' }> & { workspaceId: string };

/** A browser this far behind is dropped. */
export const mostPendingBytes = 4 * 1024 * 1024;

export class LiveClient {
  readonly caller: StreamCaller;
  private readonly sink: Sink;
  /** While the past is being read, the present waits here. */
  private held: Buffer[] | null = [];
  private heldBytes = 0;
  private ended = false;

  constructor(caller: StreamCaller, sink: Sink) {
    this.caller = caller;
    this.sink = sink;
  }

  get userId(): string | null {
    return this.caller.kind === 'session' ? this.caller.userId : null;
  }

  get open(): boolean {
    return !this.ended;
  }

  /** Sends now, or after `catchUp`; answers false when the client was too slow and is gone. */
  send(bytes: Buffer): boolean {
    if (this.ended) return false;
    if (this.held !== null) {
      this.held.push(bytes);
      this.heldBytes += bytes.length;
      if (this.heldBytes <= mostPendingBytes) return true;
    } else if (this.sink.pendingBytes() <= mostPendingBytes) {
      this.sink.write(bytes);
      return true;
    }
    this.end();
    return false;
  }

  /** What came before goes out first, then what waited, and from now on everything at once. */
  catchUp(past: readonly Buffer[]): void {
    if (this.ended) return;
    for (const bytes of past) this.sink.write(bytes);
    for (const bytes of this.held ?? []) this.sink.write(bytes);
    this.held = null;
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.held = null;
    this.sink.close();
  }

  /** Whether a revocation ends this stream. */
  isEndedBy(revocation: Revocation): boolean {
    return revocation.ends && concerns(revocation, this.caller);
  }

  /** Whether the session behind it has run out. */
  isOutdated(nowMs: number): boolean {
    return this.caller.kind === 'session' && this.caller.expiresAtMs <= nowMs;
  }
}
