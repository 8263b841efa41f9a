// What a command's exit code means, so that scripts can tell a refusal from a breakdown.
import { AppError, type ErrorClass } from '../domain/errors.ts';

export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  unavailable: 3,
  refused: 4,
  wanting: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitMeanings: Record<ExitCode, string> = {
  0: 'Done.',
  1: 'A fault of Kizuki itself. Please report it with what was printed.',
  2: 'The command or the configuration is wrong. The message names what, and gives an example.',
  3: 'Something that is needed cannot be reached or is full (database, network, disk). Trying again later may work.',
  4: 'Refused, and nothing was changed: not found, there already, in use, or not allowed.',
  5: 'Looked at, and found wanting: doctor found a failure, migrations are pending.',
};

const ofClass: Record<ErrorClass, ExitCode> = {
  input: 2,
  unauthenticated: 4,
  forbidden: 4,
  not_found: 4,
  conflict: 4,
  stale: 4,
  too_large: 2,
  limited: 3,
  policy: 4,
  auth_dead: 4,
  unavailable: 3,
  unknown_fate: 3,
  bug: 1,
};

/** The exit code for anything thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof AppError ? ofClass[error.class] : 1;
}
