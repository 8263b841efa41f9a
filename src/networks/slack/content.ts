// What a message holds beside its author: text with names, files, what was passed on, whom it calls on. Pure.
import type { Author, Media, Mention } from '../../domain/post/post.ts';
import { most } from '../kit/bounds.ts';
import { addressesIn, calledIn, plainText, type Names } from './mrkdwn.ts';
import type { SlackFile, SlackMessage, SlackUser } from './schemas.ts';

export interface Self {
  nativeId: string;
  handle: string;
  /** The workspace's own address, without a slash at the end. */
  server: string;
}

/** What is known of the ids in a message. */
export interface Known {
  self: Self;
  people: ReadonlyMap<string, SlackUser>;
  channels: ReadonlyMap<string, string>;
}

const firstOf = (...names: readonly (string | undefined)[]): string =>
  names.find((name) => name !== undefined && name !== '') ?? '';

/** The name that others see. */
export const nameOf = ({ profile, real_name: realName, name }: SlackUser): string =>
  firstOf(profile?.display_name, profile?.real_name, realName, name);

/** `told`: what a message says of its author itself, where nobody may ask. */
export function authorOf(
  id: string,
  server: string,
  user: SlackUser | undefined,
  told?: SlackMessage['user_profile'],
): Author {
  const profile = user?.profile ?? told;
  const avatarUrl = profile?.image_192 ?? profile?.image_72;
  const isPicture = typeof avatarUrl === 'string' && /^https:\/\//i.test(avatarUrl);
  return {
    nativeId: id,
    handle: firstOf(user?.name, told?.name),
    displayName: user === undefined ? firstOf(told?.display_name, told?.real_name, told?.name) : nameOf(user),
    ...(isPicture ? { avatarUrl } : {}),
    url: `${server}/team/${id}`,
    ...(user?.is_bot === true ? { isBot: true } : {}),
  };
}

const namesIn = ({ self, people, channels }: Known): Names => ({
  person(id) {
    if (id === self.nativeId) return self.handle;
    const user = people.get(id);
    return user === undefined ? undefined : firstOf(nameOf(user)) || undefined;
  },
  channel: (id) => channels.get(id),
});

/** What was passed on, where a message has no words of its own. */
function passedOn({ text, attachments }: SlackMessage): string | null {
  if (text !== '') return null;
  const shared = attachments?.find((one) => one.is_share === true || one.is_msg_unfurl === true);
  return shared === undefined ? null : firstOf(shared.text, shared.fallback);
}

const saidIn = (message: SlackMessage): string => passedOn(message) ?? message.text;

/** The text as its author wrote it. Slack's signs for bold and the like stay as they were typed. */
export const textOf = (message: SlackMessage, known: Known): string =>
  plainText(saidIn(message), namesIn(known));

export const linksOf = (message: SlackMessage): string[] => addressesIn(saidIn(message));

function kindOf({ mimetype }: SlackFile): Media['kind'] {
  const [main] = mimetype.split('/');
  return main === 'image' || main === 'video' || main === 'audio' ? main : 'other';
}

/** Slack shows a file only to who signs in there: it has no address for anybody else. */
function mediumOf(file: SlackFile): Media {
  const kind = kindOf(file);
  const { alt_txt: alt, title, name, original_w: width, original_h: height } = file;
  return {
    kind,
    // Of a picture only its description says what it shows.
    alt: alt === '' && kind !== 'image' ? firstOf(title, name) : alt,
    ...(width == null || height == null ? {} : { width, height }),
  };
}

export function mediaOf(message: SlackMessage): Media[] {
  // What was deleted or may not be seen leaves a file without anything in it.
  const files = (message.files ?? []).filter(
    ({ mode }) => mode !== 'tombstone' && mode !== 'hidden_by_limit',
  );
  const shared: Media[] = passedOn(message) === null ? [] : [{ kind: 'other', alt: '↪' }];
  return [...shared, ...files.map(mediumOf)].slice(0, most.media);
}

/** Whom the text calls on by name; `@here` and the like call on nobody in particular. */
export function mentionsOf({ text }: SlackMessage, { self, people }: Known): Mention[] {
  return calledIn(text)
    .slice(0, most.listed)
    .map((id) => {
      if (id === self.nativeId) return { nativeId: id, handle: self.handle };
      const handle = people.get(id)?.name ?? '';
      return { nativeId: id, ...(handle === '' ? {} : { handle }) };
    });
}
