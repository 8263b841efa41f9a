// What every model of this folder is asked, and what it may answer; src/pipeline declares the same as its port.
import type { OtherSaid } from '../domain/judgement/said.ts';
import type { Usage } from '../domain/judgement/spending.ts';

/** `again`: this way of asking was refused, and the next try is made in another. */
export type Failure = 'late' | 'limited' | 'down' | 'refused' | 'garbled' | 'again';

export interface Asked {
  answer: OtherSaid | { failed: Failure; retryAfterMs?: number };
  /** Null where the model did not say. */
  usage: Usage | null;
}

export interface ModelLog {
  warn(details: Record<string, unknown>, message: string): void;
}
