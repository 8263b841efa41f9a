// Help articles of a workspace, offered where somebody asks what they answer: made, changed, put away, and brought in from a file.
import { z } from 'zod';
import { articleWords } from '../../domain/drafting/article.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, time } from '../views.ts';
import {
  importBody,
  importBytes,
  importReport,
  startingPointVersion,
  startingPointView,
} from './starting-points.ts';

const byId = z.object({ id });

/** `text`: what it answers. */
const articleView = startingPointView.extend({
  title: z.string(),
  /** http or https. */
  url: z.string(),
  /** Since when there has been nothing at its address: it is not offered. */
  goneAt: time.nullable(),
});
export type ArticleView = z.infer<typeof articleView>;

const articleBody = articleWords.extend({ brandId: id.nullable().default(null) });

export const listArticles = endpoint({
  name: 'listArticles',
  method: 'GET',
  path: '/articles',
  summary:
    'All help articles of the workspace by title, those that were put away last, each with how it was used.',
  needs: 'guideline.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(articleView) }),
  status: 200,
  errors: [],
});

export const readArticle = endpoint({
  name: 'readArticle',
  method: 'GET',
  path: '/articles/:id',
  summary: 'A help article with its versions, newest first: who changed what.',
  needs: 'guideline.read',
  params: byId,
  query: none,
  body: none,
  reply: z.object({
    article: articleView,
    versions: z.array(startingPointVersion.extend({ title: z.string(), url: z.string() })),
  }),
  status: 200,
  errors: ['not_found'],
});

export const createArticle = endpoint({
  name: 'createArticle',
  method: 'POST',
  path: '/articles',
  summary: 'Adds a help article. Its address is the only one of its kind for the readers it is for.',
  needs: 'guideline.change',
  params: none,
  query: none,
  body: articleBody,
  reply: articleView,
  status: 201,
  errors: ['not_found', 'already_exists', 'limit_reached'],
  idempotent: true,
});

export const changeArticle = endpoint({
  name: 'changeArticle',
  method: 'PUT',
  path: '/articles/:id',
  summary: 'Keeps the next version of a help article; `archived` puts it away, or takes it out again.',
  needs: 'guideline.change',
  params: byId,
  query: none,
  body: articleBody.safeExtend({ archived: z.boolean().default(false) }),
  reply: articleView,
  status: 200,
  errors: ['not_found', 'version_changed', 'already_exists', 'limit_reached'],
  versioned: 'ifMatch',
});

export const importArticles = endpoint({
  name: 'importArticles',
  method: 'POST',
  path: '/articles/import',
  summary:
    'Brings help articles in from CSV or JSON lines: what has an address that is known is changed, the rest added. Lines with a fault are left out and told. `dryRun` only looks.',
  needs: 'guideline.change',
  params: none,
  query: none,
  body: importBody,
  mostBytes: importBytes,
  reply: importReport,
  status: 200,
  errors: ['limit_reached', 'already_exists'],
});
