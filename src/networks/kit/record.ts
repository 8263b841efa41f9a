// Fields of a record that nobody has checked yet.

/** The id of a record; null when it has none. */
export const idOf = (raw: unknown): string | null =>
  typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : null;
/** A text of a record; empty when it has none. */
export const fieldOf = (raw: unknown, name: string): string => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
};
