// What networks that call us (webhooks) have told, kept in order until a listener has taken it in, and an hour for replays.

export interface DeliveryToKeep {
  /** The sender's own id of it: the same once more is a replay. */
  eventId: string;
  /** The post it is about, as the sender names it; null where it is about none. */
  postId: string | null;
  /** What it takes back is emptied in what came before. */
  isDeletion: boolean;
  /** As it came. */
  body: string;
}

/** What one call brought. */
export interface Received {
  deliveries: readonly DeliveryToKeep[];
  /**
   * `refused`: who sends an event twice is told so (409) · `passed`: the network sends again what it thinks was lost, and wants
   * to hear that it came.
   */
  repeats: 'refused' | 'passed';
  /** What who calls wants to read, as plain text: some networks ask in a call whether we are there. */
  answer?: string;
}

export interface Delivery {
  /** Rises in the order in which deliveries were kept, account by account. */
  seq: number;
  body: string;
  /** UTC, ISO 8601. */
  receivedAt: string;
}

/** What was taken in is kept this long, as it came: longer than a replay could pass for a delivery of now. */
export const keptForMs = 60 * 60_000;
/**
 * That something came is remembered this long, without what it said, of networks that send again for days what they think was lost.
 * They do not say for how long.
 */
export const idsKeptForMs = 7 * 24 * 60 * 60_000;
/** That a post was taken back is remembered longer: networks bring what they could not deliver late, and in any order. */
export const deletionsKeptForMs = 7 * 24 * 60 * 60_000;

export interface WebhookInbox {
  /** Oldest first; emptied ones are left out. */
  after(of: { workspaceId: string; accountId: string }, seq: number, limit: number): Promise<Delivery[]>;
  /** Forgets what was taken in up to `seq` and is older than it need be; that it came is remembered for `idsForMs`. */
  tidy(of: { workspaceId: string; accountId: string }, seq: number, idsForMs?: number): Promise<void>;
}
