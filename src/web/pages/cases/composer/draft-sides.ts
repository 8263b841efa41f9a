// The two sides of a draft, public and DM: each has words of its own, and those of a DM never come to the public side.
import { isBlankSide } from '../../../../domain/post/draft-sides.ts';
import type { Visibility } from '../../../../domain/post/post.ts';
import type { Draft } from './draft-store.ts';

/** What changes when the side for `visibility` shows: the other one is kept, whole. */
export function turnedTo(draft: Draft, visibility: Visibility): Partial<Draft> {
  if (draft.visibility === visibility) return {};
  const { text, attachments, replyToPostId, aside } = draft;
  const shown = aside?.visibility === visibility ? aside : null;
  return {
    visibility,
    text: shown?.text ?? '',
    attachments: shown?.attachments ?? [],
    replyToPostId: shown?.replyToPostId ?? null,
    aside: isBlankSide(draft) ? null : { visibility: draft.visibility, text, attachments, replyToPostId },
  };
}

/**
 * What changes when the public words become those of the DM, behind what is written there already. Pictures go with
 * them only where a DM `takesPictures`; else they stay.
 */
export function carriedToDm(draft: Draft, takesPictures: boolean): Partial<Draft> {
  if (draft.visibility === 'dm') return {};
  const { aside } = draft;
  const before = aside?.visibility === 'dm' ? aside : null;
  const text = [before?.text ?? '', draft.text].filter((part) => part.trim() !== '').join('\n');
  const kept = before?.attachments ?? [];
  const left = {
    visibility: 'public' as const,
    text: '',
    attachments: draft.attachments,
    replyToPostId: null,
  };
  return {
    visibility: 'dm',
    text,
    attachments: takesPictures ? [...kept, ...draft.attachments] : kept,
    replyToPostId: before?.replyToPostId ?? null,
    aside: takesPictures || isBlankSide(left) ? null : left,
  };
}

interface Invitation {
  text: string;
  replyToPostId: string | null;
  /** What we put into the public side before, which nobody chose; null when it was nothing. */
  made: string | null;
  dmTakesPictures: boolean;
}

/** What changes when the public side invites into the DM: what was typed there waits for the DM, unless we made it. */
export function invitedToDm(draft: Draft, invitation: Invitation): Draft {
  const { text, replyToPostId, made, dmTakesPictures } = invitation;
  const inPublic = { ...draft, ...turnedTo(draft, 'public') };
  if (made !== null && inPublic.text === made) return { ...inPublic, text };
  const carried = { ...inPublic, ...carriedToDm(inPublic, dmTakesPictures) };
  return { ...carried, ...turnedTo(carried, 'public'), text, replyToPostId };
}

/** What changes when `pictures` come to the side for `visibility`, whether it shows or not. */
export function withPictures(
  draft: Draft,
  visibility: Visibility,
  pictures: Draft['attachments'],
): Partial<Draft> {
  if (pictures.length === 0) return {};
  if (draft.visibility === visibility) return { attachments: [...draft.attachments, ...pictures] };
  const side = draft.aside ?? { visibility, text: '', attachments: [], replyToPostId: null };
  return { aside: { ...side, attachments: [...side.attachments, ...pictures] } };
}

/** Whether there are neither words nor pictures on the side for `visibility`, whether it shows or not. */
export function isSideBlank(draft: Draft, visibility: Visibility): boolean {
  const side = draft.visibility === visibility ? draft : draft.aside;
  return side === null || isBlankSide(side);
}

/** The side that does not show and has words all the same; null where there is none. */
export function waitingSide({ visibility, aside }: Draft): Visibility | null {
  return aside === null || aside.visibility === visibility || isBlankSide(aside) ? null : aside.visibility;
}
