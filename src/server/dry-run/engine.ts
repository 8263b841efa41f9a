// The engine that what was heard is gone through with.
import { Engine } from '../../domain/listening/engine/engine.ts';
import { Frequencies } from '../../domain/listening/engine/frequencies.ts';

/** Learns of all dry runs what is rare. */
const frequencies = new Frequencies();

/** An engine with these queries, by name; they must compile. */
export function engineOf(queries: ReadonlyMap<string, string>): Engine {
  const engine = new Engine(frequencies);
  for (const [id, query] of queries) engine.set({ id, version: 1, query });
  return engine;
}
