// Discord's objects as it describes them, made from what the fake holds.
import type { DiscordPerson, DiscordPlace, DiscordStore, Said } from './store.ts';

const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '000+00:00');

export function userOf({ id, username, global_name, bot }: DiscordPerson): Record<string, unknown> {
  const look = { avatar: null, banner: null, accent_color: null, avatar_decoration_data: null };
  return {
    id,
    username,
    global_name,
    discriminator: '0',
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    ...look,
    ...(bot ? { bot: true } : {}),
  };
}

export function channelOf(place: DiscordPlace, store: DiscordStore): Record<string, unknown> {
  const { id, type, guild, name, parent, archivedAt, recipient } = place;
  const lastThread = [...store.places.values()].findLast((one) => one.parent === id)?.id ?? null;
  const last_message_id = type === 15 ? lastThread : store.lastIn(id);
  if (type === 1)
    return { id, type, flags: 0, last_message_id, recipients: recipient === null ? [] : [userOf(recipient)] };
  const known = { id, type, flags: 0, last_message_id, guild_id: guild, name, parent_id: parent };
  if (type !== 11) return { ...known, position: 0, permission_overwrites: [] };
  const archive_timestamp = iso(archivedAt ?? 1_600_000_000_000);
  return {
    ...known,
    owner_id: store.bot.id,
    thread_metadata: {
      archived: archivedAt !== null,
      archive_timestamp,
      auto_archive_duration: 1440,
      locked: false,
    },
    message_count: 1,
    member_count: 1,
    total_message_sent: 1,
  };
}

/** Who is named in a text. */
function mentionsIn(text: string, store: DiscordStore): DiscordPerson[] {
  const ids = new Set([...text.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id));
  return [...ids].flatMap((id) => store.people.get(id) ?? []);
}

/** As the API shows it: without what only events bear. */
export function messageOf(said: Said, store: DiscordStore, isInside = false): Record<string, unknown> {
  const { id, channel, by, text, type, replyTo, webhook, atMs, editedMs, files, reactions } = said;
  const answered = replyTo === null ? undefined : store.find(channel, replyTo);
  const rung = [...mentionsIn(text, store), ...said.rung.flatMap((one) => store.people.get(one) ?? [])];
  const attachments = files.map((file, n) => ({
    id: String(BigInt(id) + BigInt(n)),
    filename: file.filename,
    size: file.size,
    url: `https://cdn.discordapp.com/attachments/${channel}/${id}/${file.filename}`,
    proxy_url: `https://media.discordapp.net/attachments/${channel}/${id}/${file.filename}`,
    width: 1,
    height: 1,
    content_type: file.mimeType,
    ...(file.description === undefined ? {} : { description: file.description }),
  }));
  const reference = {
    type: 0,
    channel_id: channel,
    message_id: replyTo,
    guild_id: store.places.get(channel)?.guild,
  };
  return {
    id,
    channel_id: channel,
    type,
    content: text,
    author: userOf(by),
    timestamp: iso(atMs),
    edited_timestamp: editedMs === null ? null : iso(editedMs),
    mentions: [...new Map(rung.map((one) => [one.id, userOf(one)])).values()],
    mention_roles: [],
    mention_everyone: false,
    attachments,
    embeds: [],
    components: [],
    flags: 0,
    pinned: false,
    tts: false,
    ...(webhook === null ? {} : { webhook_id: webhook }),
    ...(replyTo === null ? {} : { message_reference: withoutUndefined(reference) }),
    ...(replyTo === null || isInside
      ? {}
      : { referenced_message: answered === undefined ? null : messageOf(answered, store, true) }),
    ...(reactions.size === 0
      ? {}
      : {
          reactions: [...reactions].map((name) => ({
            emoji: { id: null, name },
            count: 1,
            count_details: { burst: 0, normal: 1 },
            burst_colors: [],
            me_burst: false,
            me: true,
          })),
        }),
  };
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner != null));
}

/** What an event of the gateway tells beside the message: the server, and the member who wrote. */
export function eventOf(said: Said, store: DiscordStore): Record<string, unknown> {
  const guild = store.places.get(said.channel)?.guild ?? null;
  const { nonce } = said;
  const member = {
    nick: null,
    roles: [],
    joined_at: iso(1_600_000_000_000),
    deaf: false,
    mute: false,
    flags: 0,
  };
  return {
    ...messageOf(said, store),
    ...(nonce === null ? {} : { nonce }),
    ...(guild === null ? {} : { guild_id: guild, member }),
  };
}
