// What a message holds: its text as written, what stands for things without words, media, names, tags and links. Pure.
import type { Media, Mention } from '../../domain/post/post.ts';
import { boundedUrl, cut, most } from '../kit/bounds.ts';
import { linksIn } from '../kit/links.ts';
import { richTextOf } from './rich-text.ts';
import { fileSchema } from './schemas.ts';
import type { TelegramEntity, TelegramFile, TelegramMessage } from './schemas.ts';

/** Fields that tell of a message, and hold nothing of it. */
const around = new Set(
  `message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot sender_tag date
  guest_query_id business_connection_id chat forward_origin is_topic_message is_automatic_forward reply_to_message external_reply
  quote reply_to_story reply_to_checklist_task_id reply_to_poll_option_id via_bot guest_bot_caller_user guest_bot_caller_chat
  edit_date has_protected_content is_from_offline is_paid_post media_group_id author_signature paid_star_count text entities
  link_preview_options suggested_post_info effect_id rich_message caption caption_entities show_caption_above_media
  has_media_spoiler location venue contact dice poll reply_markup forward_from forward_from_chat forward_from_message_id
  forward_signature forward_sender_name forward_date`.split(/\s+/),
);

/** What Telegram itself says of a chat: nobody wrote it. */
const notices = new Set(
  `new_chat_members new_chat_member new_chat_participant left_chat_member left_chat_participant chat_owner_left
  chat_owner_changed new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created
  channel_chat_created message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message
  successful_payment refunded_payment users_shared chat_shared gift unique_gift gift_upgrade_sent connected_website
  write_access_allowed passport_data proximity_alert_triggered boost_added chat_background_set checklist_tasks_done
  checklist_tasks_added direct_message_price_changed forum_topic_created forum_topic_edited forum_topic_closed
  forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden giveaway_created giveaway_completed
  managed_bot_created paid_message_price_changed poll_option_added poll_option_deleted suggested_post_approved
  suggested_post_approval_failed suggested_post_declined suggested_post_paid suggested_post_refunded
  video_chat_scheduled video_chat_started video_chat_ended video_chat_participants_invited web_app_data`.split(
    /\s+/,
  ),
);

/** Whether nobody wrote a message: Telegram tells of somebody who came, a topic that was opened, and the like. */
export const isNotice = (message: TelegramMessage): boolean =>
  Object.entries(message).some(([name, value]) => notices.has(name) && value !== undefined);

interface FileKind {
  kind: Media['kind'];
  alt(file: TelegramFile): string;
}
const byName = ({ file_name: name }: TelegramFile): string => name;
/** Files by the name of their field. A map: a field may be called as anything is that every object has. */
const files: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ['animation', { kind: 'video', alt: byName }],
  [
    'audio',
    {
      kind: 'audio',
      alt: (file) => [file.performer, file.title].filter(Boolean).join(' – ') || byName(file),
    },
  ],
  ['document', { kind: 'other', alt: byName }],
  // A picture that its emoji describes.
  ['sticker', { kind: 'image', alt: ({ emoji }) => emoji }],
  ['video', { kind: 'video', alt: byName }],
  ['video_note', { kind: 'video', alt: () => '' }],
  ['voice', { kind: 'audio', alt: () => '' }],
]);

function medium(kind: Media['kind'], alt: string, file?: TelegramFile | null): Media {
  const { width, height } = file ?? {};
  return {
    kind,
    alt: cut(alt, most.alt),
    ...(width === undefined || height === undefined ? {} : { width, height }),
  };
}

/** Names who wrote what is handed on: its words are not its sender's. */
function handedOn({ forward_origin: origin }: TelegramMessage): Media[] {
  if (origin === undefined) return [];
  const { sender_user: user, sender_user_name: hidden, sender_chat: group, chat = group } = origin;
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(' ') || hidden || (chat?.title ?? '');
  return [medium('other', `↪ ${name}`.trim())];
}

/** The contents stay at Telegram: their addresses hold the bot's token. */
export function mediaOf(message: TelegramMessage): Media[] {
  const { animation, photo, live_photo: livePhoto } = message;
  const held = Object.entries(message).flatMap(([name, value]): Media[] => {
    if (around.has(name) || value === undefined || value === null) return [];
    // Told again, for programs that do not know the other.
    if (name === 'document' && animation != null) return [];
    if (name === 'photo') return [medium('image', '', photo?.at(-1))];
    if (name === 'live_photo') return photo == null && livePhoto !== undefined ? [medium('image', '')] : [];
    const known = files.get(name);
    // Of a kind that came later its name is what we know.
    if (known === undefined) return [medium('other', name)];
    const file = fileSchema.safeParse(value).data ?? null;
    return [medium(known.kind, file === null ? '' : known.alt(file), file)];
  });
  return [...handedOn(message), ...held];
}

/** Where it is written by what stands in the message, which has either a text or a caption. */
const entitiesOf = ({
  entities,
  caption_entities: inCaption,
}: TelegramMessage): readonly TelegramEntity[] => [...(entities ?? []), ...(inCaption ?? [])];
const writtenIn = ({ text, caption }: TelegramMessage): string => (text === '' ? caption : text);

function placeText({ location, venue }: TelegramMessage): string {
  if (location === undefined) return '';
  const { latitude, longitude } = location;
  const map = `https://www.google.com/maps?q=${String(latitude)},${String(longitude)}`;
  return ['📍', venue?.title ?? '', venue?.address ?? '', map].filter((part) => part !== '').join('\n');
}

/** The text as its author wrote it, or words for what has none. */
export function textOf(message: TelegramMessage): string {
  const { contact, dice, poll, rich_message: rich } = message;
  const written = writtenIn(message);
  if (written !== '') return written;
  if (contact !== undefined) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
    return ['👤', name, contact.phone_number].filter((part) => part !== '').join('\n');
  }
  if (poll !== undefined)
    return ['📊', poll.question, ...poll.options.map(({ text }) => `- ${text}`)].join('\n');
  if (dice !== undefined) return `${dice.emoji} ${String(dice.value)}`;
  return placeText(message) || cut(richTextOf(rich), most.text);
}

interface Named {
  mentions: Mention[];
  hashtags: string[];
  links: string[];
}

/** Who is called on, by `@name`, by their id, or by a command for them; tags without `#`; addresses, those behind words too. */
export function namedIn(message: TelegramMessage, self: { nativeId: string; handle: string }): Named {
  const text = writtenIn(message);
  const named: Named = { mentions: [], hashtags: [], links: linksIn(textOf(message)) };
  const callOn = (mention: Mention): void => {
    const isUs =
      mention.nativeId === self.nativeId ||
      (self.handle !== '' && mention.handle?.toLowerCase() === self.handle.toLowerCase());
    named.mentions.push(isUs ? self : mention);
  };
  for (const { type, offset, length, url, user } of entitiesOf(message)) {
    const part = text.slice(offset, offset + length);
    const handle = /^(?:\/\w+)?@(\w+)$/.exec(part)?.[1];
    if ((type === 'mention' || type === 'bot_command') && handle !== undefined) callOn({ handle });
    if (type === 'text_mention' && user !== undefined) {
      callOn({
        nativeId: String(user.id),
        ...(user.username === undefined ? {} : { handle: user.username }),
      });
    }
    const tag = type === 'hashtag' ? /^#([^@\s]+)/.exec(part)?.[1] : undefined;
    if (tag !== undefined) named.hashtags.push(cut(tag, most.tag));
    const address =
      type === 'text_link' ? url : type === 'url' && !/^https?:/i.test(part) ? `https://${part}` : null;
    if (typeof address === 'string' && /^https?:\/\/\S+$/i.test(address)) named.links.push(address);
  }
  return {
    ...named,
    links: [...new Set(named.links)].filter((link) => boundedUrl(link) !== undefined).slice(0, most.listed),
  };
}
