// An account that acts, and the parts of a text it sends that are active.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession } from '../kit/network.ts';
import type { Clients } from './client.ts';
import { makeFacets, type Facet } from './facets.ts';
import type { Xrpc } from './xrpc.ts';

export interface Acting {
  clients: Clients;
  account: AccountSession;
  client: Xrpc;
}

/** The facets of a text, its mentions resolved by the account's server. */
export async function facetsOf(client: Xrpc, text: string): Promise<Facet[]> {
  return await makeFacets(text, async (handle) => {
    try {
      const { did } = await client.call({
        method: 'com.atproto.identity.resolveHandle',
        params: { handle },
        answer: z.object({ did: z.string() }),
      });
      return did;
    } catch (error) {
      // Nobody has this handle. Being unable to ask is another matter: the mention would be lost silently.
      const isUnknown =
        error instanceof AppError && ['network_rejected', 'network_post_gone'].includes(error.code);
      if (isUnknown) return null;
      throw error;
    }
  });
}
