// What each network's terms let us do with its posts beside showing them: the one place for it, dated, that no setting reaches.
import type { Visibility } from './post.ts';

export interface NetworkTerms {
  /** The network's id, as in its manifest. */
  network: string;
  /** Whether a public post may be handed to a model that does not run inside this program. */
  mayLeave: boolean;
  /** Whether what people here say of a post may train a model. */
  mayTrain: boolean;
  /** When the terms were read, and where they stand. */
  asOf: string;
  source: string;
}

/**
 * A network that is not listed allows nothing. Those that are not connected yet are here where their terms are known to forbid it,
 * so that whoever adds them finds it said.
 */
export const networkTerms: readonly NetworkTerms[] = [
  // Posts are public records of an open protocol, and nothing in its terms for developers keeps them from a processor.
  {
    network: 'bluesky',
    mayLeave: true,
    mayTrain: true,
    asOf: '2026-11-22',
    source: 'https://bsky.social/about/support/tos',
  },
  // Each server has rules of its own. What they forbid is gathering posts for language models; a team's own judgements are none.
  {
    network: 'mastodon',
    mayLeave: true,
    mayTrain: true,
    asOf: '2026-11-22',
    source: 'https://mastodon.social/terms-of-service',
  },
  // Written to the company alone: it leaves for nobody. No terms of a network stand between the two.
  {
    network: 'mail',
    mayLeave: false,
    mayTrain: true,
    asOf: '2026-11-23',
    source: 'src/networks/mail',
  },
  // What a team tells us of its own customers, on its own terms: it stays here unless they say otherwise.
  {
    network: 'channel',
    mayLeave: false,
    mayTrain: true,
    asOf: '2026-11-23',
    source: 'docs/channel.md',
  },
  // Written to the company alone, on a page of its own: it leaves for nobody.
  {
    network: 'webform',
    mayLeave: false,
    mayTrain: true,
    asOf: '2026-11-23',
    source: 'src/networks/webform',
  },
  // Its people are made up.
  {
    network: 'practice',
    mayLeave: true,
    mayTrain: true,
    asOf: '2026-11-22',
    source: 'src/networks/practice',
  },
  // Each publisher has terms of its own, and what they publish is a work: it is shown with its address, and stays here.
  {
    network: 'rss',
    mayLeave: false,
    mayTrain: true,
    asOf: '2026-11-23',
    source: 'https://www.wipo.int/treaties/en/ip/berne/',
  },
  // Each server has rules of its own, and none that allow it were read.
  {
    network: 'misskey',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-23',
    source: 'src/networks/misskey',
  },
  // Written to the company alone, and no terms of LINE that allow training were read.
  {
    network: 'line',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-23',
    source: 'https://terms2.line.me/LINE_Developers_user_data_policy',
  },
  // What people write to a business may be used for answering them, and neither trains nor improves a model.
  {
    network: 'whatsapp',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-23',
    source: 'https://www.whatsapp.com/legal/business-solution-terms',
  },
  // Meta’s platform terms: what comes by the platform serves those who wrote and who answers them, and trains nothing.
  {
    network: 'instagram',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-23',
    source: 'https://developers.facebook.com/terms',
  },
  {
    network: 'facebook',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-24',
    source: 'https://developers.facebook.com/terms',
  },
  // What people wrote of an app comes by its maker's own account. No terms of Google that allow more were read.
  {
    network: 'googleplay',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-24',
    source: 'https://developers.google.com/terms',
  },
  // Its terms keep content from training models and from being gathered; what people wrote to a bot is for whoever runs it.
  {
    network: 'telegram',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-23',
    source: 'https://telegram.org/tos/content-licensing',
  },
  // What is read by its API trains no model, and is handed to nobody whom the people who wrote it do not know of.
  {
    network: 'discord',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-23',
    source: 'https://support-dev.discord.com/hc/en-us/articles/8563934450327-Discord-Developer-Policy',
  },
  // What is read by its API trains no language model, and is kept for the workspace it comes from.
  {
    network: 'slack',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-24',
    source: 'https://slack.com/terms-of-service/api',
  },
  // Neither to train with nor to hand on.
  {
    network: 'x',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-22',
    source: 'https://developer.x.com/en/developer-terms/agreement-and-policy',
  },
  {
    network: 'reddit',
    mayLeave: false,
    mayTrain: false,
    asOf: '2026-11-22',
    source: 'https://redditinc.com/policies/data-api-terms',
  },
];

const byNetwork: ReadonlyMap<string, NetworkTerms> = new Map(networkTerms.map((one) => [one.network, one]));

interface PostInQuestion {
  network: string;
  visibility: Visibility;
}

/** Whether a post may be handed to a model outside of this program. What was written to us alone never may. */
export function mayLeave({ network, visibility }: PostInQuestion): boolean {
  return visibility === 'public' && byNetwork.get(network)?.mayLeave === true;
}

/** Whether judgements of a post may train a model, a workspace's own included. */
export function mayTrain({ network }: Pick<PostInQuestion, 'network'>): boolean {
  return byNetwork.get(network)?.mayTrain === true;
}
