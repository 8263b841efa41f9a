// Google Play behind the port that every network implements.
import { listReviews } from '../kit/review-listen.ts';
import { sparing } from '../kit/review-read.ts';
import type { AccountSession, Network, NetworkDeps } from '../kit/network.ts';
import { createAsk, type Ask } from './ask.ts';
import { createClient, Tokens, type GooglePlayOptions } from './client.ts';
import { connect, keepAlive, noOAuth } from './connect.ts';
import { expectAccount, listen, pagesOf } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

/** Of the 200 questions an hour, listening has 60 and a few; open work is read again with these at most. */
const sparingly = { freshMs: 10 * 60_000, mostAnHour: 80 };

/** Makes the network; once per process. */
export function createGooglePlay(deps: NetworkDeps, options: GooglePlayOptions = {}): Network {
  const tokens = new Tokens(deps, options);
  const spare = sparing(deps, sparingly);
  const askAs = (account: AccountSession): Ask =>
    createAsk(createClient(deps, options, tokens, account), account.nativeId);
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    async listen(input) {
      const ask = askAs(expectAccount(input.account));
      await listen(deps, input, { ask, everyMs: options.everyMs });
    },
    listInbound: ({ account, sinceMs, signal }) =>
      listReviews(deps, pagesOf(askAs(account), account), { sinceMs, signal }),
    reader(account) {
      const as = expectAccount(account);
      return createReader(deps, { ask: askAs(as), spare }, as);
    },
    publisher: (account) => createPublisher(deps, askAs(account)),
    connect: (fields) => connect(deps, options, tokens, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, options, tokens, account),
  };
}
