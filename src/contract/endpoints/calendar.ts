// The calendar of an account's opening hours: made at a secret address, shown this once, and revoked.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, none, time } from '../views.ts';

const byAccount = z.object({ id });

const calendarFeedView = z.object({
  createdAt: time,
  /** When a calendar last asked, give or take an hour; null: none did. */
  readAt: time.nullable(),
});

export const readCalendarFeed = endpoint({
  name: 'readCalendarFeed',
  method: 'GET',
  path: '/accounts/:id/calendar',
  summary: 'Whether an account’s opening hours can be read as a calendar; its address is never shown again.',
  needs: 'account.read',
  params: byAccount,
  query: none,
  body: none,
  reply: z.object({ feed: calendarFeedView.nullable() }),
  status: 200,
  errors: ['not_found'],
});

export const makeCalendarFeed = endpoint({
  name: 'makeCalendarFeed',
  method: 'POST',
  path: '/accounts/:id/calendar',
  summary: 'Makes the secret address of an account’s calendar, shown this once. One made before is revoked.',
  needs: 'guideline.change',
  params: byAccount,
  query: none,
  body: none,
  reply: z.object({ feed: calendarFeedView, address: z.string() }),
  status: 201,
  errors: ['not_found'],
});

export const revokeCalendarFeed = endpoint({
  name: 'revokeCalendarFeed',
  method: 'DELETE',
  path: '/accounts/:id/calendar',
  summary: 'Revokes the address of an account’s calendar at once.',
  needs: 'guideline.change',
  params: byAccount,
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});
