// How an official account stands at LINE: where LINE calls, and how many of this month's messages are used.
import { AppError } from '../../domain/errors.ts';
import type { Standing } from '../../domain/webhooks/standing.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { createClient, readBody } from './client.ts';
import type { LineOptions } from './client.ts';
import { consumptionSchema, endpointSchema, quotaSchema } from './schemas.ts';

const asking = (path: string) =>
  ({ method: 'GET', path, repeat: 'harmless', doing: 'reading the account', timeoutMs: 5_000 }) as const;

/** LINE answers 404 where no address was entered. */
const noneYet = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'network_post_gone') return null;
  throw error;
};

/** Errors: as the client. */
export async function standing(
  deps: NetworkDeps,
  options: LineOptions,
  account: AccountSession,
): Promise<Standing> {
  const client = createClient(deps, options, account.secrets['accessToken'] ?? '');
  const [endpoint, quota, consumption] = [
    asking('/v2/bot/channel/webhook/endpoint'),
    asking('/v2/bot/message/quota'),
    asking('/v2/bot/message/quota/consumption'),
  ];
  const [calls, { type, value }, { totalUsage }] = await Promise.all([
    client(endpoint).then((answer) => readBody(endpointSchema, answer, endpoint), noneYet),
    client(quota).then((answer) => readBody(quotaSchema, answer, quota)),
    client(consumption).then((answer) => readBody(consumptionSchema, answer, consumption)),
  ]);
  return {
    calls: calls === null ? null : { address: calls.endpoint, isActive: calls.active },
    messages: { used: totalUsage, limit: type === 'limited' ? (value ?? 0) : null },
  };
}
