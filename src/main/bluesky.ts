// Bluesky as this program's configuration has it, and what the network fetches from us.
import type { BlueskyOptions } from '../networks/bluesky/client.ts';
import { CLIENT_METADATA_PATH, clientMetadata } from '../networks/bluesky/oauth.ts';
import type { Config } from './config.ts';
import { oauthClientKey } from './secret-keys.ts';

export async function blueskyOptions(config: Config): Promise<BlueskyOptions> {
  const { resolverUrl, plcUrl, chatProxy, picturesUrl } = config.bluesky;
  return {
    ...(resolverUrl === null ? {} : { handleResolver: resolverUrl }),
    // Only a network of one's own may go without TLS.
    ...(plcUrl === null ? {} : { plcUrl, allowHttp: plcUrl.startsWith('http:') }),
    ...(chatProxy === null ? {} : { chatProxy }),
    ...(picturesUrl === null ? {} : { picturesUrl }),
    // Loopback addresses can be public clients only.
    ...(config.publicUrl.startsWith('https:') ? { privateJwk: await oauthClientKey(config.dataDir) } : {}),
  };
}

/** What networks fetch from us: our OAuth client's metadata, where we have a public https address. */
export async function publicDocuments(
  config: Config,
  bluesky: BlueskyOptions,
): Promise<ReadonlyMap<string, unknown>> {
  if (!config.publicUrl.startsWith('https:')) return new Map();
  const metadata = await clientMetadata(`${config.publicUrl}/oauth/callback`, bluesky.privateJwk);
  return new Map([[CLIENT_METADATA_PATH, metadata]]);
}
