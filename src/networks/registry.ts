// The networks this program speaks: the explicit list. A test proves that it and the folders agree.
import type { PracticeStore } from '../domain/practice/store.ts';
import type { WebhookInbox } from '../domain/webhooks/inbox.ts';
import type { FormStore } from '../domain/webform/words.ts';
import type { BlueskyOptions } from './bluesky/client.ts';
import { createBluesky } from './bluesky/network.ts';
import type { Network, NetworkDeps } from './kit/network.ts';
import { createMail } from './mail/network.ts';
import { createChannel } from './channel/network.ts';
import { createDiscord } from './discord/network.ts';
import type { FacebookOptions } from './facebook/client.ts';
import { createFacebook } from './facebook/network.ts';
import type { GooglePlayOptions } from './googleplay/client.ts';
import { createGooglePlay } from './googleplay/network.ts';
import type { InstagramOptions } from './instagram/client.ts';
import { createInstagram } from './instagram/network.ts';
import type { LineOptions } from './line/client.ts';
import { createLine } from './line/network.ts';
import { createMastodon } from './mastodon/network.ts';
import { createMisskey } from './misskey/network.ts';
import { createPractice } from './practice/network.ts';
import type { XOptions } from './x/client.ts';
import { createWebForm } from './webform/network.ts';
import { createX } from './x/network.ts';
import { createRss } from './rss/network.ts';
import { createTelegram } from './telegram/network.ts';
import type { WhatsAppOptions } from './whatsapp/client.ts';
import type { SlackOptions } from './slack/client.ts';
import { createSlack } from './slack/network.ts';
import { createWhatsApp } from './whatsapp/network.ts';

export interface NetworksOptions {
  practiceStore: PracticeStore;
  webhookInbox: WebhookInbox;
  formStore: FormStore;
  /** Kizuki's own address, without a slash at the end. */
  publicUrl: string;
  bluesky: BlueskyOptions;
  facebook?: FacebookOptions;
  googleplay?: GooglePlayOptions;
  instagram?: InstagramOptions;
  line?: LineOptions;
  slack?: SlackOptions;
  whatsapp?: WhatsAppOptions;
  x?: XOptions;
}

/** All networks by id. */
export function createNetworks(deps: NetworkDeps, options: NetworksOptions): ReadonlyMap<string, Network> {
  const all = [
    createBluesky(deps, options.bluesky),
    createDiscord(deps),
    createFacebook(deps, options.webhookInbox, options.facebook),
    createGooglePlay(deps, options.googleplay),
    createInstagram(deps, options.webhookInbox, options.instagram),
    createLine(deps, options.webhookInbox, options.line),
    createMail(deps),
    createMastodon(deps),
    createMisskey(deps),
    createRss(deps),
    createSlack(deps, options.webhookInbox, options.slack),
    createTelegram(deps),
    createChannel(deps, options.webhookInbox),
    createPractice(deps, options.practiceStore, { baseUrl: options.publicUrl }),
    createWebForm(deps, {
      store: options.formStore,
      inbox: options.webhookInbox,
      publicUrl: options.publicUrl,
    }),
    createWhatsApp(deps, options.webhookInbox, options.whatsapp),
    createX(deps, options.webhookInbox, options.x),
  ];
  return new Map(all.map((network) => [network.manifest.id, network]));
}
