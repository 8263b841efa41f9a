// What a message holds: its text with names for Discord's marks, what stands for things without words, media, links. Pure.
import type { Media, Mention } from '../../domain/post/post.ts';
import { cut, most } from '../kit/bounds.ts';
import { linksIn } from '../kit/links.ts';
import type { DiscordAttachment, DiscordMessage } from './schemas.ts';

/** A message that was handed on: its words are not its sender's. */
const FORWARD = 1;
/** The last second that has a date. */
const LAST_SECOND = 8_640_000_000_000;

type Content = Pick<DiscordMessage, 'content' | 'attachments' | 'sticker_items'>;

/** What is handed on; null in a message of its author's own. */
function handedOn({
  message_reference: reference,
  message_snapshots: snapshots,
}: DiscordMessage): Content | null {
  return reference?.type === FORWARD ? (snapshots?.[0]?.message ?? null) : null;
}

function timeText(seconds: string): string {
  const value = Number(seconds);
  if (!Number.isFinite(value) || Math.abs(value) > LAST_SECOND) return seconds;
  return `${new Date(value * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Discord writes names as ids: people by their names, the rest by what it is. */
function inWords(text: string, { mentions }: DiscordMessage): string {
  return text
    .replaceAll(/<@!?(\d{1,20})>/g, (mark, id: string) => {
      const user = mentions?.find((one) => one.id === id);
      return user === undefined ? mark : `@${user.username}`;
    })
    .replaceAll(/<@&\d{1,20}>/g, '@role')
    .replaceAll(/<#\d{1,20}>/g, '#channel')
    .replaceAll(/<a?:(\w{1,64}):\d{1,20}>/g, ':$1:')
    .replaceAll(/<(\/[^:<>\n]{1,100}):\d{1,20}>/g, '$1')
    .replaceAll(/<t:(-?\d{1,16})(?::[a-zA-Z])?>/g, (_, seconds: string) => timeText(seconds));
}

function pollText({ poll }: DiscordMessage): string {
  if (poll === null || poll === undefined) return '';
  const answers = poll.answers.map(({ poll_media: answer }) => `- ${answer.text}`);
  return ['📊', poll.question.text, ...answers].join('\n');
}

/** The text as its author wrote it, or words for what has none. Markdown stays as it was typed. */
export function textOf(message: DiscordMessage): string {
  const written = (handedOn(message) ?? message).content;
  return cut(written === '' ? pollText(message) : inWords(written, message), most.text);
}

function kindOf({ content_type: type }: DiscordAttachment): Media['kind'] {
  const [main] = type.split('/');
  return main === 'image' || main === 'video' || main === 'audio' ? main : 'other';
}

function mediumOf(file: DiscordAttachment): Media {
  const { description, filename, url, width, height } = file;
  const kind = kindOf(file);
  const isLink = typeof url === 'string' && /^https:\/\//i.test(url);
  return {
    kind,
    // Of a picture only its description says what it shows.
    alt: description === '' && kind !== 'image' ? filename : description,
    ...(isLink ? { url } : {}),
    ...(width == null || height == null ? {} : { width, height }),
  };
}

/** Attachments and stickers; embeds are what Discord made of links. */
export function mediaOf(message: DiscordMessage): Media[] {
  const forwarded = handedOn(message);
  const { attachments, sticker_items: stickers } = forwarded ?? message;
  const held = [
    ...(forwarded === null ? [] : [{ kind: 'other', alt: '↪' } as const]),
    ...(attachments ?? []).map(mediumOf),
    ...(stickers ?? []).map(({ name }): Media => ({ kind: 'image', alt: name })),
  ];
  return held.slice(0, most.media);
}

/** Who is called on in the text; that an answer rings for whom it answers is no call. */
export function mentionsOf(message: DiscordMessage, self: { nativeId: string; handle: string }): Mention[] {
  const { content, mentions } = message;
  return (mentions ?? [])
    .filter(({ id }) => content.includes(`<@${id}>`) || content.includes(`<@!${id}>`))
    .map(({ id, username }) => (id === self.nativeId ? { ...self } : { nativeId: id, handle: username }));
}

export const linksOf = (message: DiscordMessage): string[] => linksIn(textOf(message));
