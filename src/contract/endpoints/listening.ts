// What is listened for and as whom: monitors, networks, accounts.
import { z } from 'zod';
import { manifestSchema } from '../../domain/post/manifest.ts';
import { endpoint } from '../endpoint.ts';
import { accountView, id, monitorVersionView, monitorView, none } from '../views.ts';

const name = z.string().trim().min(1).max(120);
const query = z.string().min(1).max(65_536);
const fields = z.record(z.string().max(40), z.string().max(2000));

export const listMonitors = endpoint({
  name: 'listMonitors',
  method: 'GET',
  path: '/monitors',
  summary: 'All monitors with their matches of the last 24 hours.',
  needs: 'monitor.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(monitorView) }),
  status: 200,
  errors: [],
});

export const readMonitor = endpoint({
  name: 'readMonitor',
  method: 'GET',
  path: '/monitors/:id',
  summary: 'A monitor and its versions, newest first.',
  needs: 'monitor.read',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: z.object({ monitor: monitorView, versions: z.array(monitorVersionView) }),
  status: 200,
  errors: ['not_found'],
  versioned: 'etag',
});

export const createMonitor = endpoint({
  name: 'createMonitor',
  method: 'POST',
  path: '/monitors',
  summary: 'Adds a monitor; posts heard from now on are matched against it.',
  needs: 'monitor.change',
  params: none,
  query: none,
  body: z
    .object({
      name,
      query,
      brandId: id.nullable().default(null),
      productId: id.nullable().default(null),
      active: z.boolean().default(true),
    })
    .strict(),
  reply: monitorView,
  status: 201,
  errors: ['query_invalid', 'not_found', 'limit_reached'],
  idempotent: true,
});

export const changeMonitor = endpoint({
  name: 'changeMonitor',
  method: 'PATCH',
  path: '/monitors/:id',
  summary: 'Changes a monitor; the old version is kept with who, when and why.',
  needs: 'monitor.change',
  params: z.object({ id }),
  query: none,
  body: z
    .object({
      name: name.optional(),
      query: query.optional(),
      active: z.boolean().optional(),
      brandId: id.nullable().optional(),
      reason: z.string().max(500).default(''),
    })
    .strict(),
  reply: monitorView,
  status: 200,
  errors: ['not_found', 'query_invalid', 'version_changed'],
  versioned: 'ifMatch',
});

export const removeMonitor = endpoint({
  name: 'removeMonitor',
  method: 'DELETE',
  path: '/monitors/:id',
  summary: 'Archives a monitor; what it found stays.',
  needs: 'monitor.change',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});

export const checkQuery = endpoint({
  name: 'checkQuery',
  method: 'POST',
  path: '/monitors/check',
  summary: 'Says whether a query can be used, and what is wrong where.',
  needs: 'monitor.read',
  params: none,
  query: none,
  body: z.object({ query: z.string().max(65_536) }).strict(),
  reply: z.object({
    ok: z.boolean(),
    problems: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        /** UTF-16 offsets into the query. */
        start: z.number(),
        end: z.number(),
        suggestion: z.string().nullable(),
      }),
    ),
  }),
  status: 200,
  errors: [],
});

export const listNetworks = endpoint({
  name: 'listNetworks',
  method: 'GET',
  path: '/networks',
  summary: 'The networks this program speaks, by their manifests.',
  needs: 'account.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(manifestSchema) }),
  status: 200,
  errors: [],
});

export const listAccounts = endpoint({
  name: 'listAccounts',
  method: 'GET',
  path: '/accounts',
  summary: 'Connected accounts with their health.',
  needs: 'account.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(accountView) }),
  status: 200,
  errors: [],
});

const toConnect = z
  .object({
    network: z.string().max(40),
    fields,
    brandId: id.nullable().default(null),
    /** The account to renew, whatever its health; another one than this is then refused. */
    accountId: id.nullable().default(null),
  })
  .strict();

export const connectAccount = endpoint({
  name: 'connectAccount',
  method: 'POST',
  path: '/accounts',
  summary:
    'Connects an account by what was entered (app password, token) and listens to what comes to it; with `accountId`, gives a connected one new secrets.',
  needs: 'account.change',
  params: none,
  query: none,
  body: toConnect,
  reply: accountView,
  status: 201,
  errors: [
    'network_rejected',
    'network_unavailable',
    'already_exists',
    'other_account',
    'account_token_dead',
    'not_found',
    'limit_reached',
  ],
});

export const startOAuth = endpoint({
  name: 'startOAuth',
  method: 'POST',
  path: '/accounts/oauth',
  summary:
    'Begins connecting by OAuth: answers where the browser must go. The network sends it back to /oauth/callback.',
  needs: 'account.change',
  params: none,
  query: none,
  body: toConnect,
  reply: z.object({ url: z.string() }),
  status: 200,
  errors: ['network_rejected', 'network_unavailable', 'not_found'],
});

export const removeAccount = endpoint({
  name: 'removeAccount',
  method: 'DELETE',
  path: '/accounts/:id',
  summary: 'Disconnects an account: its secrets are erased and its sources stop; cases and posts stay.',
  needs: 'account.change',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});

export const checkAccount = endpoint({
  name: 'checkAccount',
  method: 'POST',
  path: '/accounts/:id/check',
  summary: 'Asks the network now whether the account still works.',
  needs: 'account.read',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: accountView,
  status: 200,
  errors: ['not_found', 'network_unavailable'],
});
