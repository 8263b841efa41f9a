// What replies begin with: the workspace's snippets, made, changed, put away, and brought in from a file.
import { z } from 'zod';
import { outcomes } from '../../domain/case/case.ts';
import { snippetWords } from '../../domain/drafting/snippet.ts';
import { visibilities } from '../../domain/post/post.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, personRef, time } from '../views.ts';
import {
  importBody,
  importBytes,
  importReport,
  startingPointVersion,
  startingPointView,
} from './starting-points.ts';

const byId = z.object({ id });
const count = z.number().int().nonnegative();

const snippetView = startingPointView.extend({
  name: z.string(),
  key: z.string(),
  tags: z.array(z.string()),
  /** For replies as this account only, where it is for no brand. */
  accountId: id.nullable(),
});
export type SnippetView = z.infer<typeof snippetView>;

const snippetBody = snippetWords
  .extend({ brandId: id.nullable().default(null), accountId: id.nullable().default(null) })
  .refine(({ brandId, accountId }) => brandId === null || accountId === null, {
    message: 'A snippet is for a brand or for an account, not for both.',
    path: ['accountId'],
  });

export const listSnippets = endpoint({
  name: 'listSnippets',
  method: 'GET',
  path: '/snippets',
  summary: 'All snippets of the workspace by name, those that were put away last, each with how it was used.',
  needs: 'guideline.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(snippetView) }),
  status: 200,
  errors: [],
});

export const readSnippet = endpoint({
  name: 'readSnippet',
  method: 'GET',
  path: '/snippets/:id',
  summary: 'A snippet with its versions, newest first: who changed what.',
  needs: 'guideline.read',
  params: byId,
  query: none,
  body: none,
  reply: z.object({
    snippet: snippetView,
    versions: z.array(startingPointVersion.extend({ name: z.string(), key: z.string() })),
  }),
  status: 200,
  errors: ['not_found'],
});

export const createSnippet = endpoint({
  name: 'createSnippet',
  method: 'POST',
  path: '/snippets',
  summary: 'Adds a snippet. Its key is the only one of its kind for the replies it is for.',
  needs: 'guideline.change',
  params: none,
  query: none,
  body: snippetBody,
  reply: snippetView,
  status: 201,
  errors: ['not_found', 'already_exists', 'limit_reached'],
  idempotent: true,
});

export const changeSnippet = endpoint({
  name: 'changeSnippet',
  method: 'PUT',
  path: '/snippets/:id',
  summary: 'Keeps the next version of a snippet; `archived` puts it away, or takes it out again.',
  needs: 'guideline.change',
  params: byId,
  query: none,
  body: snippetBody.safeExtend({ archived: z.boolean().default(false) }),
  reply: snippetView,
  status: 200,
  errors: ['not_found', 'version_changed', 'already_exists', 'limit_reached'],
  versioned: 'ifMatch',
});

export const importSnippets = endpoint({
  name: 'importSnippets',
  method: 'POST',
  path: '/snippets/import',
  summary:
    'Brings snippets in from CSV or JSON lines: what has a key that is known is changed, the rest added. Lines with a fault are left out and told. `dryRun` only looks.',
  needs: 'guideline.change',
  params: none,
  query: none,
  body: importBody,
  reply: importReport,
  status: 200,
  errors: ['limit_reached', 'already_exists'],
  mostBytes: importBytes,
});

const suggestions = z.object({
  /** The language model that may be asked for a draft here; null where none may. */
  model: z.string().nullable(),
  /** False while earlier cases are still being read, `known` of them so far: ask again in a moment. */
  isReady: z.boolean(),
  known: count,
  answers: z.array(
    z.object({
      /** Of the send. */
      id,
      caseId: id,
      number: count,
      /** What was asked, and what we said to it, without anything of whom it was said to: blanks stand for that. */
      question: z.string(),
      text: z.string(),
      lang: z.string().nullable(),
      outcome: z.enum(outcomes),
      by: personRef.nullable(),
      sentAt: time,
      /** 0 to 1. */
      score: z.number(),
    }),
  ),
  /** Help articles that fit what was asked, the best first. */
  articles: z.array(
    z.object({
      id,
      title: z.string(),
      url: z.string(),
      text: z.string(),
      lang: z.string().nullable(),
      /** 0 to 1. */
      score: z.number(),
    }),
  ),
});
export type Suggestions = z.infer<typeof suggestions>;

export const readSuggestions = endpoint({
  name: 'readSuggestions',
  method: 'GET',
  path: '/cases/:id/suggestions',
  summary:
    'How earlier cases that are like this one and ended well were answered in public, the most similar first. Nothing of DMs, and nothing of whom it was said to. Beside them the help articles that fit.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: none,
  reply: suggestions,
  status: 200,
  errors: ['not_found'],
});

const modelDraft = z.object({
  id,
  /** Whose words these are. */
  model: z.string(),
  /** With blanks in braces for names, and for what may not be told to a model. */
  text: z.string(),
  /** How many links and accounts were taken out, because nothing of ours has them. */
  links: count,
  accounts: count,
});
export type ModelDraftView = z.infer<typeof modelDraft>;

export const askForDraft = endpoint({
  name: 'askForDraft',
  method: 'POST',
  path: '/cases/:id/model-drafts',
  summary:
    'Has a language model write a draft of a reply, where the operator and the workspace have turned that on. It is told what was said in public without personal data, and is never told DMs. A reply that begins with its words waits for somebody else’s approval.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z.object({ accountId: id, replyToPostId: id, visibility: z.enum(visibilities) }).strict(),
  reply: modelDraft,
  status: 201,
  errors: [
    'not_found',
    'invalid_input',
    'model_not_set_up',
    'model_forbidden',
    'model_spent',
    'model_unavailable',
    'too_many_requests',
    'network_forbids',
    'account_token_dead',
    'network_post_gone',
    'guideline_blocks',
  ],
  idempotent: true,
});
