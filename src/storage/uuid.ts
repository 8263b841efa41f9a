// UUIDv7 as points in time: ids are ordered by when they were made, so a range of ids is a range of time.

/** The smallest id made at `atMs` (epoch milliseconds). */
export function uuidFloor(atMs: number): string {
  const hex = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}
