// Practice sessions: stories that a member answers by themselves, scored point by point, and seen by who supervises.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { mostStories } from '../../domain/practice/session.ts';
import { practiceSessionRow, practiceSessionView } from '../practice-session-view.ts';
import { id, none } from '../views.ts';

const byId = z.object({ id });

export const startPracticeSession = endpoint({
  name: 'startPracticeSession',
  method: 'POST',
  path: '/practice/sessions',
  summary:
    'Lets stories begin for oneself, with a clock of their own; what one decides and writes in them is scored.',
  needs: 'practice.play',
  params: none,
  query: none,
  body: z.object({ stories: z.array(z.string().max(80)).min(1).max(mostStories) }).strict(),
  reply: practiceSessionView,
  status: 201,
  errors: ['not_found', 'already_exists', 'invalid_input', 'too_many_requests', 'not_allowed'],
});

export const listPracticeSessions = endpoint({
  name: 'listPracticeSessions',
  method: 'GET',
  path: '/practice/sessions',
  summary:
    'The newest of one’s own practice sessions, newest first; for supervisors and above, of each member.',
  needs: 'practice.play',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(practiceSessionRow) }),
  status: 200,
  errors: [],
});

export const readPracticeSession = endpoint({
  name: 'readPracticeSession',
  method: 'GET',
  path: '/practice/sessions/:id',
  summary:
    'A practice session with its replies, what the guideline found in them, and what each missing point is for.',
  needs: 'practice.play',
  params: byId,
  query: none,
  body: none,
  reply: practiceSessionView,
  status: 200,
  errors: ['not_found'],
});

export const endPracticeSession = endpoint({
  name: 'endPracticeSession',
  method: 'POST',
  path: '/practice/sessions/:id/end',
  summary:
    'Ends one’s own practice session; stories that go on are broken off and not scored by their outcome.',
  needs: 'practice.play',
  params: byId,
  query: none,
  body: none,
  reply: practiceSessionView,
  status: 200,
  errors: ['not_found'],
});

export const skipPracticeTime = endpoint({
  name: 'skipPracticeTime',
  method: 'POST',
  path: '/practice/sessions/:id/skip',
  summary: 'Lets the time of one’s own practice session pass until the next thing happens in it.',
  needs: 'practice.play',
  params: byId,
  query: none,
  body: none,
  reply: practiceSessionView.extend({
    /** False where its stories only wait for a reply, or are over. */
    happened: z.boolean(),
  }),
  status: 200,
  errors: ['not_found'],
});
