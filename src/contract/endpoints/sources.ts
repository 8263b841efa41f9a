// The sources: where is listened, how that goes, and what came there.
import { z } from 'zod';
import { recordFates } from '../../domain/listening/heard-record.ts';
import { endpoint } from '../endpoint.ts';
import { givenTime, id, none, sourceView, time } from '../views.ts';

const fields = z.record(z.string().max(40), z.string().max(2000));

export const listSources = endpoint({
  name: 'listSources',
  method: 'GET',
  path: '/sources',
  summary: 'Where we listen, and how that goes.',
  needs: 'account.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(sourceView) }),
  status: 200,
  errors: [],
});

export const createSource = endpoint({
  name: 'createSource',
  method: 'POST',
  path: '/sources',
  summary: 'Begins to listen somewhere.',
  needs: 'account.change',
  params: none,
  query: none,
  body: z
    .object({
      network: z.string().max(40),
      kind: z.string().max(40),
      accountId: id.nullable().default(null),
      config: fields.default({}),
    })
    .strict(),
  reply: sourceView,
  status: 201,
  errors: ['not_found', 'already_exists', 'limit_reached'],
  idempotent: true,
});

export const changeSource = endpoint({
  name: 'changeSource',
  method: 'PATCH',
  path: '/sources/:id',
  summary: 'Pauses, resumes or reconfigures a source; resuming continues where it stopped.',
  needs: 'account.change',
  params: z.object({ id }),
  query: none,
  body: z.object({ active: z.boolean().optional(), config: fields.optional() }).strict(),
  reply: sourceView,
  status: 200,
  errors: ['not_found', 'version_changed'],
  versioned: 'ifMatch',
});

export const removeSource = endpoint({
  name: 'removeSource',
  method: 'DELETE',
  path: '/sources/:id',
  summary: 'Stops listening there for good; what was heard stays.',
  needs: 'account.change',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});

export const readSourceAgain = endpoint({
  name: 'readSourceAgain',
  method: 'POST',
  path: '/sources/:id/read-again',
  summary:
    'Has what came to an account listed again from a time, seven days ago at most: what is missing is taken in, and nothing twice.',
  needs: 'account.change',
  params: z.object({ id }),
  query: none,
  body: z.object({ since: givenTime }).strict(),
  reply: sourceView,
  status: 200,
  errors: ['not_found'],
});

export const listHeardRecords = endpoint({
  name: 'listHeardRecords',
  method: 'GET',
  path: '/sources/:id/records',
  summary:
    'The last records of a source as they came, newest first, with what became of each; kept for a day at most.',
  needs: 'source.inspect',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: z.object({
    rows: z.array(
      z.object({
        seq: z.number(),
        fate: z.enum(recordFates),
        problem: z.string().nullable(),
        /** JSON as text, cut where it is long; null where it is not kept: what takes a post back leaves nothing behind. */
        raw: z.string().nullable(),
        made: z.string().nullable(),
        seenAt: time,
      }),
    ),
  }),
  status: 200,
  errors: ['not_found'],
});

export const listMalformed = endpoint({
  name: 'listMalformed',
  method: 'GET',
  path: '/sources/:id/malformed',
  summary: 'Records that could not be understood, newest 50, raw.',
  needs: 'source.inspect',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: z.object({
    rows: z.array(z.object({ id, raw: z.string(), problem: z.string(), seenAt: time })),
  }),
  status: 200,
  errors: ['not_found'],
});
