// How a phone number stands at Meta: which address Meta calls for it, and whether an app is told at all of what comes to its account.
import type { Standing } from '../../domain/webhooks/standing.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { createClient, readBody } from './client.ts';
import type { WhatsAppOptions } from './client.ts';
import { asking } from './connect.ts';
import { callbacksSchema, subscribedSchema } from './schemas.ts';

/** Errors: as the client. */
export async function standing(
  deps: NetworkDeps,
  options: WhatsAppOptions,
  account: AccountSession,
): Promise<Standing> {
  const client = createClient(deps, options, account);
  const [number, apps] = [
    {
      ...asking(account.nativeId, 'reading the phone number', { fields: 'webhook_configuration' }),
      timeoutMs: 5_000,
    },
    {
      ...asking(`${account.secrets['wabaId'] ?? ''}/subscribed_apps`, 'reading the account'),
      timeoutMs: 5_000,
    },
  ];
  const [{ webhook_configuration: set }, { data }] = await Promise.all([
    client(number).then((answer) => readBody(callbacksSchema, answer, number)),
    client(apps).then((answer) => readBody(subscribedSchema, answer, apps)),
  ]);
  // The nearest address to the number is called: its own, else its account's, else the app's.
  const address = [set?.phone_number, set?.whatsapp_business_account, set?.application].find(
    (one) => one !== undefined && one !== '',
  );
  return { calls: address === undefined ? null : { address, isActive: data.length > 0 }, messages: null };
}
