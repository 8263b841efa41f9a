// How a Page stands at Meta: which address Meta calls for the app, and whether the app is told of what comes to this Page.
import type { Standing } from '../../domain/webhooks/standing.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { asking, createApp } from './app.ts';
import { createClient, readBody, type FacebookOptions } from './client.ts';
import { appOf } from './connect.ts';
import { subscribedSchema } from './schemas.ts';

/** Errors: as the client. */
export async function standing(
  deps: NetworkDeps,
  options: FacebookOptions,
  account: AccountSession,
): Promise<Standing> {
  const app = appOf(account);
  const client = createClient(deps, options, account);
  const call = { ...asking('me/subscribed_apps', 'reading who is told'), timeoutMs: 5_000 };
  const [callback, { data: told }] = await Promise.all([
    createApp(deps, options, app).callback(),
    client(call).then((answer) => readBody(subscribedSchema, answer, call)),
  ]);
  if (callback === null || callback.callback_url === '') return { calls: null, messages: null };
  const hears = callback.fields.some(({ name }) => name === 'feed' || name === 'messages');
  const isActive = callback.active && hears && told.some(({ id }) => id === app.id);
  return { calls: { address: callback.callback_url, isActive }, messages: null };
}
