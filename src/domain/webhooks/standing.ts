// How an account stands with a network that calls us: where it calls, and how much of what was paid for is used.

export interface Standing {
  /** Where the network calls, as it says itself; null: nowhere yet. */
  calls: { address: string; isActive: boolean } | null;
  /** Messages of this calendar month; `limit` null: without a limit. Null where the network does not say. */
  messages: { used: number; limit: number | null } | null;
}
