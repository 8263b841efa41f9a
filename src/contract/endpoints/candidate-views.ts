// Views of the candidates that the team keeps by name: what the list is narrowed to, and its order.
import { z } from 'zod';
import { shownCandidates } from '../candidate-filter.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, personRef, time } from '../views.ts';

const candidateView = z.object({
  id,
  name: z.string(),
  shows: shownCandidates,
  /** Null for an API token, and where the account is gone. */
  createdBy: personRef.nullable(),
  createdAt: time,
});

export const listViews = endpoint({
  name: 'listViews',
  method: 'GET',
  path: '/candidate-views',
  summary: 'The views of the candidates that the team keeps, oldest first.',
  needs: 'work.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(candidateView) }),
  status: 200,
  errors: [],
});

export const saveView = endpoint({
  name: 'saveView',
  method: 'POST',
  path: '/candidate-views',
  summary: 'Keeps a view of the candidates under a name that no other has, for everybody on the team.',
  needs: 'work.decide',
  params: none,
  query: none,
  body: z.object({ name: z.string().trim().min(1).max(60), shows: shownCandidates }).strict(),
  reply: candidateView,
  status: 201,
  errors: ['already_exists', 'limit_reached'],
});

export const removeView = endpoint({
  name: 'removeView',
  method: 'DELETE',
  path: '/candidate-views/:id',
  summary: 'Removes a view for everybody; what it showed stays.',
  needs: 'work.decide',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});
