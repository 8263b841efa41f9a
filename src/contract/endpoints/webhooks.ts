// Networks that call us: the key that their webhooks are signed with.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, none } from '../views.ts';

export const readAccountStanding = endpoint({
  name: 'readAccountStanding',
  method: 'GET',
  path: '/accounts/:id/standing',
  summary:
    'Where a network that calls us is to call for this account, where it does, what is used of its messages, and which right it lacks.',
  needs: 'account.read',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: z.object({
    /** Where it is to call; null: it calls nobody. */
    address: z.string().nullable(),
    /** What is entered beside it, where the network asks for that; null for who may not change accounts, too. */
    verifyToken: z.string().nullable(),
    /** As the network says; null where it cannot be asked. */
    standing: z
      .object({
        /** Where it calls; null: nowhere yet. */
        calls: z.object({ isHere: z.boolean(), isActive: z.boolean() }).nullable(),
        /** Of this month; `limit` null: without a limit. */
        messages: z.object({ used: z.number(), limit: z.number().nullable() }).nullable(),
        /** What the account was connected without, though the network has it: it is connected again for that. */
        lacks: z.enum(['messages']).optional(),
      })
      .nullable(),
  }),
  status: 200,
  errors: ['not_found', 'account_token_dead', 'network_unavailable', 'network_rate_limited'],
});

export const makeWebhookKey = endpoint({
  name: 'makeWebhookKey',
  method: 'POST',
  path: '/accounts/:id/webhook-key',
  summary:
    'Makes the key that an account’s webhooks are signed with, shown this once. The one before holds for a day.',
  needs: 'account.change',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: z.object({ key: z.string(), address: z.string() }),
  status: 201,
  errors: ['not_found', 'invalid_input'],
});
