// Networks that call us: the key that their webhooks are signed with.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, none } from '../views.ts';

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
