// Where X calls, as it says itself: the webhooks of the account's app.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Standing } from '../../domain/webhooks/standing.ts';
import type { AccountSession } from '../kit/network.ts';
import { readBody, type Clients } from './client.ts';

const webhooksSchema = z.object({
  data: z
    .array(z.object({ url: z.string().nullish(), valid: z.boolean().nullish() }))
    .nullish()
    .transform((all) => all ?? []),
});

/** The webhook of this account, or else another one of its app; null where there is none, or where X does not tell the app. */
export async function callsOf(clients: Clients, account: AccountSession): Promise<Standing['calls']> {
  const doing = 'looking where X calls';
  try {
    const answer = await clients.asApp(account).get('/2/webhooks', {}, { doing, isNeeded: true });
    const { data } = readBody(webhooksSchema, answer, { doing });
    const found = data.find(({ url }) => url?.endsWith(`/${account.id}`)) ?? data[0];
    return found === undefined ? null : { address: found.url ?? '', isActive: found.valid === true };
  } catch (error) {
    // Polling goes on without it, and so does the rest of what stands there.
    if (error instanceof AppError) return null;
    throw error;
  }
}
