// A draft has two sides, public and DM: what becomes of them when a reply comes back or goes out.
import { joined } from './joined.ts';
import type { Visibility } from './post.ts';

export interface DraftSide {
  visibility: Visibility;
  text: string;
  attachments: { attachmentId: string; alt: string }[];
  replyToPostId: string | null;
}

/** The side that shows, and the one that waits, if anything is written there. */
export interface DraftSides extends DraftSide {
  aside: DraftSide | null;
}

export function isBlankSide({ text, attachments }: Pick<DraftSide, 'text' | 'attachments'>): boolean {
  return text.trim() === '' && attachments.length === 0;
}

/** What is written for the side that `visibility` is not, whether it shows or not; null where nothing is. */
export function otherSide(held: DraftSides, visibility: Visibility): DraftSide | null {
  if (held.aside !== null && held.aside.visibility !== visibility) return held.aside;
  return held.visibility === visibility || isBlankSide(held) ? null : sideOf(held);
}

function sideOf({ visibility, text, attachments, replyToPostId }: DraftSide): DraftSide {
  return { visibility, text, attachments, replyToPostId };
}

/** A reply that comes back stands before what its side has by now; the side that is being written goes on showing. */
export function withReturned(held: DraftSides | null, back: DraftSide): DraftSides {
  if (held === null) return { ...sideOf(back), aside: null };
  const waiting = held.aside !== null && held.aside.visibility !== held.visibility ? held.aside : null;
  if (held.visibility === back.visibility) {
    return { ...sideOf(back), ...joined(back, held), aside: waiting };
  }
  const both = waiting === null ? sideOf(back) : { ...sideOf(back), ...joined(back, waiting) };
  return isBlankSide(held) ? { ...both, aside: null } : { ...sideOf(held), aside: both };
}

/** What is left when a side went out; null where nothing is. */
export function withoutSent(held: DraftSides, sent: Visibility): DraftSides | null {
  const shown = held.visibility === sent ? { ...held, text: '', attachments: [], replyToPostId: null } : held;
  const aside = held.aside?.visibility === sent ? null : held.aside;
  if (isBlankSide(shown) && (aside === null || isBlankSide(aside))) return null;
  return { ...shown, aside };
}
