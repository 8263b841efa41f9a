// What an approver has begun to write about a reply, kept while they look elsewhere, until they have answered it.

export interface Begun {
  /** Null while the author's words stand as they are. */
  text: string | null;
  comment: string;
}

const nothing: Begun = { text: null, comment: '' };

export interface BegunStore {
  read: (userId: string, outboundId: string) => Begun;
  keep: (userId: string, outboundId: string, begun: Begun) => void;
  forget: (userId: string, outboundId: string) => void;
}

/** Kept as long as the page is loaded, and for nobody else who signs in meanwhile. */
export function createBegunStore(): BegunStore {
  const held = new Map<string, Begun>();
  const keyOf = (userId: string, outboundId: string): string => `${userId} ${outboundId}`;
  return {
    read: (userId, outboundId) => held.get(keyOf(userId, outboundId)) ?? nothing,
    keep: (userId, outboundId, begun) => void held.set(keyOf(userId, outboundId), begun),
    forget: (userId, outboundId) => void held.delete(keyOf(userId, outboundId)),
  };
}
