// The company: workspace settings, brands, products.
import { z } from 'zod';
import { writtenBusinessHours } from '../../domain/hours/own-hours.ts';
import { endpoint } from '../endpoint.ts';
import { countsView } from '../counts-view.ts';
import { brandView, productView } from '../brand-views.ts';
import { id, none, workspaceSettings, workspaceView } from '../views.ts';

const word = z.string().trim().min(1).max(120);
const words = z.array(word).max(200);
const writtenSettings = workspaceSettings.extend({ businessHours: writtenBusinessHours });

export const readWorkspace = endpoint({
  name: 'readWorkspace',
  method: 'GET',
  path: '/workspace',
  summary: 'The workspace with its brands and products.',
  needs: 'workspace.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({
    workspace: workspaceView,
    brands: z.array(brandView),
    products: z.array(productView),
    /** The language model that the operator has set up for drafts; null where there is none. */
    draftingModel: z.string().nullable(),
  }),
  status: 200,
  errors: [],
  versioned: 'etag',
});

export const readCounts = endpoint({
  name: 'readCounts',
  method: 'GET',
  path: '/counts',
  summary: 'How much waits where, for who asks.',
  needs: 'work.read',
  params: none,
  query: none,
  body: none,
  reply: countsView,
  status: 200,
  errors: [],
});

export const changeWorkspace = endpoint({
  name: 'changeWorkspace',
  method: 'PATCH',
  path: '/workspace',
  summary: 'Changes the workspace’s name or settings.',
  needs: 'workspace.change',
  params: none,
  query: none,
  body: z.object({ name: word.optional(), settings: writtenSettings.partial().optional() }).strict(),
  reply: workspaceView,
  status: 200,
  errors: ['version_changed'],
  versioned: 'ifMatch',
});

export const readPublicHolidays = endpoint({
  name: 'readPublicHolidays',
  method: 'GET',
  path: '/public-holidays',
  summary: 'The public holidays of a country in a year, and the countries that are known.',
  needs: 'workspace.read',
  params: none,
  query: z
    .object({
      /** ISO 3166-1, such as JP; without it only the countries are told. */
      country: z.string().length(2).optional(),
      /** A part of the country, by the code told among `states`. */
      state: z.string().min(1).max(10).optional(),
      year: z.coerce.number().int().min(1970).max(2100),
      /** ISO 639-1: the language of the names, where there is one. */
      lang: z.string().length(2).default('en'),
    })
    .strict(),
  body: none,
  reply: z.object({
    countries: z.array(z.string()),
    states: z.array(z.object({ code: z.string(), name: z.string() })),
    days: z.array(z.object({ date: z.iso.date(), name: z.string() })),
  }),
  status: 200,
  errors: [],
});

export const createBrand = endpoint({
  name: 'createBrand',
  method: 'POST',
  path: '/brands',
  summary: 'Adds a brand.',
  needs: 'workspace.change',
  params: none,
  query: none,
  body: z.object({ name: word }).strict(),
  reply: brandView,
  status: 201,
  errors: ['limit_reached'],
  idempotent: true,
});

export const changeBrand = endpoint({
  name: 'changeBrand',
  method: 'PATCH',
  path: '/brands/:id',
  summary: 'Renames a brand.',
  needs: 'workspace.change',
  params: z.object({ id }),
  query: none,
  body: z.object({ name: word }).strict(),
  reply: brandView,
  status: 200,
  errors: ['not_found', 'version_changed'],
  versioned: 'ifMatch',
});

const productBody = z
  .object({ brandId: id, name: word, aliases: words.default([]), lookalikes: words.default([]) })
  .strict();

export const createProduct = endpoint({
  name: 'createProduct',
  method: 'POST',
  path: '/products',
  summary:
    'Adds a product; with `monitor`, also the monitor that listens for its names and not for its look-alikes.',
  needs: 'workspace.change',
  params: none,
  query: none,
  body: productBody.extend({ monitor: z.boolean().default(false) }),
  reply: productView,
  status: 201,
  errors: ['not_found', 'query_invalid', 'limit_reached'],
  idempotent: true,
});

export const changeProduct = endpoint({
  name: 'changeProduct',
  method: 'PATCH',
  path: '/products/:id',
  summary: 'Changes a product’s names, aliases or look-alikes.',
  needs: 'workspace.change',
  params: z.object({ id }),
  query: none,
  body: z.object({ name: word.optional(), aliases: words.optional(), lookalikes: words.optional() }).strict(),
  reply: productView,
  status: 200,
  errors: ['not_found', 'version_changed'],
  versioned: 'ifMatch',
});

export const removeProduct = endpoint({
  name: 'removeProduct',
  method: 'DELETE',
  path: '/products/:id',
  summary: 'Archives a product; its monitors stay.',
  needs: 'workspace.change',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});
