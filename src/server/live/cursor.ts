// The live stream's cursor as text: the SSE id that a browser sends back as Last-Event-ID.
import type { EventCursor } from '../../storage/live-events.ts';

export function printLiveCursor({ tx, id }: EventCursor): string {
  return `${tx}.${id}`;
}

/** Null for what is no cursor of ours. */
export function parseLiveCursor(text: string): EventCursor | null {
  const match = /^(\d{1,19})\.(\d{1,15})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { tx: match[1], id: Number(match[2]) };
}

/** Below, at, or after: negative, 0 or positive. */
export function compareCursors(a: EventCursor, b: EventCursor): number {
  const tx = BigInt(a.tx) - BigInt(b.tx);
  if (tx !== 0n) return tx < 0n ? -1 : 1;
  return a.id - b.id;
}
