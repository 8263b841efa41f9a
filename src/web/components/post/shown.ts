// Posts as the server shows them, in the one shape that is drawn.
import type { AccountView, MatchView, OutboundView, PostView, ThreadPost } from '../../../contract/views.ts';
import type { Span } from '../highlighted.tsx';
import type { ShownPost } from './post-card.tsx';

export function shownPost(post: PostView): ShownPost {
  const { network, text, media, url, createdAt, editedAt, deletedAt, visibility, author } = post;
  const { displayName: name, handle, avatarUrl } = author;
  return { network, name, handle, avatarUrl, text, media, url, createdAt, editedAt, deletedAt, visibility };
}

export function shownThreadPost(post: ThreadPost): ShownPost {
  const { network, authorName: name, authorHandle: handle, avatarUrl, text } = post;
  const { media, url, createdAt, deletedAt, visibility } = post;
  return { network, name, handle, avatarUrl, text, media, url, createdAt, deletedAt, visibility };
}

/** Something of ours as it would go out, or went. */
export function shownOutbound(outbound: OutboundView, account: AccountView | undefined): ShownPost {
  const { text, createdAt, visibility, attachments } = outbound;
  return {
    network: account?.network ?? '',
    name: account?.displayName ?? '',
    handle: account?.handle ?? '',
    avatarUrl: account?.avatarUrl ?? null,
    text,
    media: attachments.map(({ attachmentId, alt }) => ({
      kind: 'image',
      alt,
      url: `/api/attachments/${attachmentId}`,
    })),
    url: null,
    createdAt,
    deletedAt: null,
    visibility,
  };
}

/** All places that any monitor found. */
export function spansOf(matches: readonly MatchView[] | undefined): Span[] {
  return (matches ?? []).flatMap((match) => match.spans);
}

/** The words at these places, each once, in order. */
export function wordsAt(text: string, spans: readonly Span[]): string[] {
  const words = spans
    .filter(([start, end]) => end <= text.length && start < end)
    .map(([start, end]) => text.slice(start, end));
  return [...new Set(words)];
}
