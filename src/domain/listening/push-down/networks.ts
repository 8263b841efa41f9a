// What each network could be asked for one monitor, in one shape for all of them.
import type { PreparedPost } from '../prepared-post.ts';
import type { PushDownCost } from './cost.ts';
import { compileMastodonTags } from './mastodon-tags.ts';
import { compileMisskeyAntennas } from './misskey-antennas.ts';
import { monitorToPush } from './monitor.ts';
import { compileSearches, type NetworkSearch } from './network-search.ts';
import type { PushDownNote } from './notes.ts';
import { compileXRules } from './x-rules.ts';

export const pushDownNetworks = ['bluesky', 'mastodon', 'misskey', 'x'] as const;
export type PushDownNetwork = (typeof pushDownNetworks)[number];

export interface NetworkPushDown {
  network: PushDownNetwork;
  /** What the network is asked, each as a person of that network would write it; empty where it cannot be asked. */
  asks: string[];
  notes: PushDownNote[];
  /** Over the sample; null where the network cannot be asked. */
  cost: PushDownCost | null;
}

/** In the order of `pushDownNetworks`. The sample is of any networks: words are the same everywhere. */
export function pushDownOf(query: string, sample: readonly PreparedPost[]): NetworkPushDown[] {
  const monitor = monitorToPush('', query);
  const search = compileSearches(monitor, { network: 'bluesky', sample });
  const { timelines, monitors: onMastodon } = compileMastodonTags([monitor], { sample });
  const { antennas, monitors: onMisskey } = compileMisskeyAntennas([monitor], { sample });
  const { rules, monitors: onX } = compileXRules([monitor], { sample });
  const asks: Record<PushDownNetwork, string[]> = {
    bluesky: search.searches.map(searchText),
    mastodon: timelines.map(({ tag, all }) => [tag, ...all].map((one) => `#${one}`).join(' ')),
    misskey: antennas.flatMap(({ keywords, users }) =>
      keywords.map((words) => [...users.map((user) => `@${user}`), ...words].join(' ')),
    ),
    x: rules.map(({ value }) => value),
  };
  const told = { bluesky: search, mastodon: onMastodon[0], misskey: onMisskey[0], x: onX[0] };
  return pushDownNetworks.map((network) => ({
    network,
    asks: asks[network],
    notes: told[network]?.notes ?? [],
    cost: told[network]?.cost ?? null,
  }));
}

function searchText({ q, author, mentions, lang, domain, tag }: NetworkSearch): string {
  const named = Object.entries({ from: author, mentions, lang, domain });
  return [
    ...(q === '' ? [] : [q]),
    ...(tag ?? []).map((one) => `#${one}`),
    ...named.flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${value}`])),
  ].join(' ');
}
