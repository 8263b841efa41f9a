// The keys that webhooks of an account are signed with: one in use, and for a day the one that it replaced.

/** Whoever changes to a new key has this long for it. */
export const previousKeyHoldsMs = 24 * 60 * 60_000;

type Secrets = Readonly<Record<string, string>>;

/** An account's secrets with a new key in use. */
export function withNewKey(secrets: Secrets, key: string, nowMs: number): Record<string, string> {
  const { key: before, ...rest } = secrets;
  const until = new Date(nowMs + previousKeyHoldsMs).toISOString();
  return { ...rest, key, ...(before === undefined ? {} : { previousKey: before, previousKeyUntil: until }) };
}

/** The keys that hold now, the one in use first. */
export function keysHolding(secrets: Secrets, nowMs: number): string[] {
  const { key, previousKey, previousKeyUntil } = secrets as Partial<Secrets>;
  const isStill = previousKeyUntil !== undefined && Date.parse(previousKeyUntil) > nowMs;
  return [key, isStill ? previousKey : undefined].flatMap((one) =>
    one === undefined || one === '' ? [] : [one],
  );
}
