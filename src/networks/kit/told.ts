// Errors whose reader is told why in the language of the interface.
import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';

export const told = (
  code: ErrorCode,
  why: BothLanguages,
  details: { where?: string; retryAfterMs?: number; data?: Record<string, unknown> } = {},
): AppError => new AppError(code, why.en, { ...details, data: { ...details.data, why } });
