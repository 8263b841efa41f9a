// Our own contact forms: where everybody finds them.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, none } from '../views.ts';

export const readAccountForm = endpoint({
  name: 'readAccountForm',
  method: 'GET',
  path: '/accounts/:id/form',
  summary:
    'Where the contact form of this account is for everybody, and which sites may show it within their pages.',
  needs: 'account.read',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: z.object({
    /** Null: this account is no form, or nobody listens to it any more. */
    form: z.object({ address: z.string(), origins: z.array(z.string()), keepDays: z.number() }).nullable(),
  }),
  status: 200,
  errors: ['not_found'],
});
