// Asks for what came to an account to be listed again from a time: what is missing is taken in, and nothing twice.
import { AppError } from '../../domain/errors.ts';
import { askForReading, readAgainDays, readAgainKind } from '../../storage/reconciliation.ts';
import { lockSource } from '../../storage/sources.ts';
import type { MemberHandler } from '../context.ts';
import { readSourceView } from '../present/source.ts';

const dayMs = 86_400_000;

export const readSourceAgain: MemberHandler<'readSourceAgain'> = async (ctx, { params, body }) => {
  const sinceMs = Date.parse(body.since);
  if (sinceMs > ctx.nowMs || sinceMs < ctx.nowMs - readAgainDays * dayMs) {
    const text = `Name a time in the past, ${readAgainDays} days ago at most.`;
    throw new AppError('invalid_input', text, { where: 'body.since' });
  }
  return ctx.inWorkspace(async (trx) => {
    const source = await lockSource(trx, params.id, null);
    if (source.kind !== readAgainKind || source.accountId === null) {
      throw new AppError('invalid_input', 'This network cannot list again what came by this source.', {
        where: 'params.id',
      });
    }
    if (!source.active) {
      throw new AppError('invalid_input', 'Resume the source first: while it is paused nothing is read.', {
        where: 'params.id',
      });
    }
    await askForReading(trx, ctx.change, source.id, new Date(sinceMs).toISOString());
    return readSourceView(trx, ctx.nowMs, source.id);
  });
};
