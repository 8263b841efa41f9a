// The app's own token: X's stream and its rules belong to the app, not to one of its accounts.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';

export interface AppTokens {
  /** The token of the account's app. Errors: `invalid_configuration` where nothing entered leads to one, those of the network. */
  of(account: AccountSession): Promise<string>;
  /** Forgets a token that X refused; false where it was entered by hand, so that no other will come. */
  forget(account: AccountSession): boolean;
}

const tokenSchema = z.object({ token_type: z.literal('bearer'), access_token: z.string().min(1) });
const readBody = readAnswer('X');

/** The tokens of this process. */
export function createAppTokens(deps: NetworkDeps, apiUrl: string): AppTokens {
  const http = createHttp({ fetch: deps.fetch, now: deps.now, network: 'X', rates: { kind: 'none' } });
  /** By API key. */
  const traded = new Map<string, string>();

  async function trade(apiKey: string, apiSecret: string): Promise<string> {
    const basic = Buffer.from(`${encodeURIComponent(apiKey)}:${encodeURIComponent(apiSecret)}`);
    const doing = 'signing the app in';
    const answer = await http({
      method: 'POST',
      url: `${apiUrl}/oauth2/token`,
      headers: { authorization: `Basic ${basic.toString('base64')}` },
      body: { form: { grant_type: 'client_credentials' } },
      doing,
    });
    return readBody(tokenSchema, answer, { doing }).access_token;
  }

  return {
    async of({ secrets, handle }) {
      const { bearerToken, apiKey, apiSecret } = secrets;
      // An account that was given keys may still have the token of the app it was signed in by before.
      if (apiKey === undefined || apiSecret === undefined) {
        if (bearerToken !== undefined) return bearerToken;
        throw new AppError(
          'invalid_configuration',
          `X’s stream is read as the app. Connect ${handle} again and enter the app’s bearer token, or connect it with keys.`,
          { where: 'bearer_token' },
        );
      }
      const token = traded.get(apiKey) ?? (await trade(apiKey, apiSecret));
      traded.set(apiKey, token);
      return token;
    },
    forget: ({ secrets: { apiKey } }) => apiKey !== undefined && traded.delete(apiKey),
  };
}
