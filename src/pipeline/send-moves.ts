// What a failed send becomes by the class of its failure, and what the log calls it.
import type { OutboundMove } from '../domain/decision/outbox.ts';
import type { ErrorClass } from '../domain/errors.ts';

export const moveOfClass: Record<ErrorClass, OutboundMove> = {
  input: 'refuse',
  unauthenticated: 'refuse',
  forbidden: 'refuse',
  not_found: 'refuse',
  conflict: 'refuse',
  stale: 'refuse',
  too_large: 'refuse',
  policy: 'refuse',
  auth_dead: 'refuse',
  limited: 'postpone',
  unavailable: 'postpone',
  unknown_fate: 'lose_sight',
  // A bug may have struck after the network was asked: treat it as unknown.
  bug: 'lose_sight',
};

export const eventOf: Partial<Record<OutboundMove, string>> = {
  absent: 'reply.requeued',
  postpone: 'reply.postponed',
  refuse: 'reply.failed',
  lose_sight: 'reply.unknown',
};
