// How an account stands with its network: where it calls, how much of what was paid for is used, and which right is missing.

export interface Standing {
  /** Where the network calls, as it says itself; null: nowhere yet. */
  calls: { address: string; isActive: boolean } | null;
  /** Messages of this calendar month; `limit` null: without a limit. Null where the network does not say. */
  messages: { used: number; limit: number | null } | null;
  /** What the account was connected without, though the network has it. */
  lacks?: 'messages';
}
