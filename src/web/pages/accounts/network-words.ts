// What a network's own words are called here: its fields, its kinds of source, its ways to connect.
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import type { MessageId } from '../../i18n/translator.ts';

const fields: Record<string, MessageId> = {
  'bluesky.url': 'field.bluesky.url',
  'bluesky.appview': 'field.bluesky.appview',
  'bluesky.poll_seconds': 'field.bluesky.poll_seconds',
  'bluesky.since_hours': 'field.bluesky.since_hours',
  'bluesky.dms': 'field.bluesky.dms',
  'bluesky.server': 'field.bluesky.server',
  'bluesky.identifier': 'field.bluesky.identifier',
  'bluesky.password': 'field.bluesky.password',
  'line.channel_access_token': 'field.line.channel_access_token',
  'line.channel_secret': 'field.line.channel_secret',
  'line.groups': 'field.line.groups',
  'mail.address': 'field.mail.address',
  'mail.name': 'field.mail.name',
  'mail.imap_host': 'field.mail.imap_host',
  'mail.imap_port': 'field.mail.imap_port',
  'mail.smtp_host': 'field.mail.smtp_host',
  'mail.smtp_port': 'field.mail.smtp_port',
  'mail.user': 'field.mail.user',
  'mail.password': 'field.mail.password',
  'mail.plus_address': 'field.mail.plus_address',
  'mail.copy_to_self': 'field.mail.copy_to_self',
  'mail.folder': 'field.mail.folder',
  'mail.since_hours': 'field.mail.since_hours',
  'mastodon.server': 'field.mastodon.server',
  'mastodon.local_only': 'field.mastodon.local_only',
  'mastodon.tags': 'field.mastodon.tags',
  'mastodon.since_hours': 'field.mastodon.since_hours',
  'mastodon.token': 'field.mastodon.token',
  'misskey.server': 'field.misskey.server',
  'misskey.local_only': 'field.misskey.local_only',
  'misskey.tags': 'field.misskey.tags',
  'misskey.antennas': 'field.misskey.antennas',
  'misskey.since_hours': 'field.misskey.since_hours',
  'misskey.token': 'field.misskey.token',
  'practice.handle': 'field.practice.handle',
  'x.client_id': 'field.x.client_id',
  'x.client_secret': 'field.x.client_secret',
  'x.api_key': 'field.x.api_key',
  'x.api_secret': 'field.x.api_secret',
  'x.bearer_token': 'field.x.bearer_token',
  'x.access_token': 'field.x.access_token',
  'x.access_secret': 'field.x.access_secret',
  'x.poll_seconds': 'field.x.poll_seconds',
  'x.since_hours': 'field.x.since_hours',
  'channel.name': 'field.channel.name',
  'channel.url': 'field.channel.url',
  'webform.company': 'field.webform.company',
  'webform.name': 'field.webform.name',
  'webform.origins': 'field.webform.origins',
  'webform.email_required': 'field.webform.email_required',
  'webform.days': 'field.webform.days',
  'telegram.token': 'field.telegram.token',
  'telegram.server': 'field.telegram.server',
  'telegram.remove_webhook': 'field.telegram.remove_webhook',
  'telegram.groups': 'field.telegram.groups',
  'whatsapp.phone_number_id': 'field.whatsapp.phone_number_id',
  'whatsapp.waba_id': 'field.whatsapp.waba_id',
  'whatsapp.access_token': 'field.whatsapp.access_token',
  'whatsapp.app_secret': 'field.whatsapp.app_secret',
  'rss.url': 'field.rss.url',
  'rss.poll_minutes': 'field.rss.poll_minutes',
  'rss.since_hours': 'field.rss.since_hours',
};

const hints: Record<string, MessageId> = {
  'bluesky.password': 'fieldHint.bluesky.password',
  'bluesky.identifier': 'fieldHint.bluesky.identifier',
  'bluesky.appview': 'fieldHint.bluesky.appview',
  'bluesky.since_hours': 'fieldHint.since_hours',
  'line.channel_access_token': 'fieldHint.line.channel_access_token',
  'line.channel_secret': 'fieldHint.line.channel_secret',
  'line.groups': 'fieldHint.line.groups',
  'mail.password': 'fieldHint.mail.password',
  'mail.user': 'fieldHint.mail.user',
  'mail.imap_port': 'fieldHint.mail.imap_port',
  'mail.smtp_port': 'fieldHint.mail.smtp_port',
  'mail.name': 'fieldHint.mail.name',
  'mail.since_hours': 'fieldHint.since_hours',
  'mastodon.since_hours': 'fieldHint.since_hours',
  'mastodon.server': 'fieldHint.mastodon.server',
  'mastodon.token': 'fieldHint.mastodon.token',
  'mastodon.tags': 'fieldHint.mastodon.tags',
  'misskey.since_hours': 'fieldHint.since_hours',
  'misskey.server': 'fieldHint.misskey.server',
  'misskey.token': 'fieldHint.misskey.token',
  'misskey.tags': 'fieldHint.mastodon.tags',
  'misskey.antennas': 'fieldHint.misskey.antennas',
  'practice.handle': 'fieldHint.practice.handle',
  'x.client_id': 'fieldHint.x.client_id',
  'x.api_key': 'fieldHint.x.api_key',
  'x.bearer_token': 'fieldHint.x.bearer_token',
  'x.since_hours': 'fieldHint.since_hours',
  'channel.name': 'fieldHint.channel.name',
  'channel.url': 'fieldHint.channel.url',
  'webform.company': 'fieldHint.webform.company',
  'webform.name': 'fieldHint.webform.name',
  'webform.origins': 'fieldHint.webform.origins',
  'webform.days': 'fieldHint.webform.days',
  'telegram.token': 'fieldHint.telegram.token',
  'telegram.server': 'fieldHint.telegram.server',
  'telegram.remove_webhook': 'fieldHint.telegram.remove_webhook',
  'telegram.groups': 'fieldHint.telegram.groups',
  'whatsapp.phone_number_id': 'fieldHint.whatsapp.phone_number_id',
  'whatsapp.waba_id': 'fieldHint.whatsapp.waba_id',
  'whatsapp.access_token': 'fieldHint.whatsapp.access_token',
  'whatsapp.app_secret': 'fieldHint.whatsapp.app_secret',
  'rss.url': 'fieldHint.rss.url',
  'rss.poll_minutes': 'fieldHint.rss.poll_minutes',
};

const sources: Record<string, MessageId> = {
  'bluesky.jetstream': 'source.bluesky.jetstream',
  'bluesky.firehose': 'source.bluesky.firehose',
  'bluesky.notifications': 'source.inbound',
  'line.events': 'source.inbound',
  'mail.mailbox': 'source.mail.mailbox',
  'mastodon.public_timeline': 'source.mastodon.public_timeline',
  'mastodon.hashtag': 'source.mastodon.hashtag',
  'mastodon.notifications': 'source.inbound',
  'misskey.public_timeline': 'source.misskey.public_timeline',
  'misskey.hashtag': 'source.misskey.hashtag',
  'misskey.social_timeline': 'source.misskey.social_timeline',
  'misskey.antenna': 'source.misskey.antenna',
  'misskey.notifications': 'source.inbound',
  'practice.timeline': 'source.practice.timeline',
  'practice.notifications': 'source.inbound',
  'x.stream': 'source.x.stream',
  'x.search': 'source.x.search',
  'x.notifications': 'source.x.notifications',
  'channel.events': 'source.inbound',
  'webform.form': 'source.webform.form',
  'telegram.updates': 'source.telegram.updates',
  'whatsapp.messages': 'source.inbound',
  'rss.feed': 'source.rss.feed',
};

const sourceHints: Record<string, MessageId> = {
  'bluesky.jetstream': 'sourceHint.bluesky.jetstream',
  'bluesky.firehose': 'sourceHint.bluesky.firehose',
  'mastodon.public_timeline': 'sourceHint.mastodon.public_timeline',
  'mastodon.hashtag': 'sourceHint.mastodon.hashtag',
  'misskey.public_timeline': 'sourceHint.misskey.public_timeline',
  'misskey.hashtag': 'sourceHint.misskey.hashtag',
  'misskey.social_timeline': 'sourceHint.misskey.social_timeline',
  'misskey.antenna': 'sourceHint.misskey.antenna',
  'practice.timeline': 'sourceHint.practice.timeline',
  'x.stream': 'sourceHint.x.stream',
  'x.search': 'sourceHint.x.search',
  'telegram.updates': 'sourceHint.telegram.updates',
  'rss.feed': 'sourceHint.rss.feed',
};

const ways: Record<string, MessageId> = {
  'bluesky.secret': 'way.bluesky.secret',
  'bluesky.oauth': 'way.bluesky.oauth',
  'line.secret': 'way.line.secret',
  'mail.secret': 'way.mail.secret',
  'mastodon.oauth': 'way.mastodon.oauth',
  'mastodon.secret': 'way.mastodon.secret',
  'misskey.oauth': 'way.misskey.oauth',
  'misskey.secret': 'way.misskey.secret',
  'practice.local': 'way.practice.local',
  'x.oauth': 'way.x.oauth',
  'x.secret': 'way.x.secret',
  'channel.secret': 'way.channel.secret',
  'telegram.secret': 'way.telegram.secret',
  'webform.secret': 'way.webform.secret',
  'whatsapp.secret': 'way.whatsapp.secret',
};

type WayKind = NetworkManifest['connect'][number]['kind'];

export interface NetworkWords {
  field: (network: string, name: string) => string;
  fieldHint: (network: string, name: string) => string | undefined;
  source: (network: string, kind: string) => string;
  sourceHint: (network: string, kind: string) => string | undefined;
  way: (network: string, kind: WayKind) => string;
}

/** A network that came later than these words is shown by the names in its manifest. */
export function useNetworkWords(): NetworkWords {
  const { t } = useI18n();
  const named = (table: Record<string, MessageId>, network: string, name: string): string | undefined => {
    const id = table[`${network}.${name}`];
    return id === undefined ? undefined : t(id);
  };
  return {
    field: (network, name) => named(fields, network, name) ?? name,
    fieldHint: (network, name) => named(hints, network, name),
    source: (network, kind) => named(sources, network, kind) ?? kind,
    sourceHint: (network, kind) => named(sourceHints, network, kind),
    way: (network, kind) => named(ways, network, kind) ?? kind,
  };
}
