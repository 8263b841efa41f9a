// A monitor as push-down takes it: its query as text and as a tree.
import type { QueryNode } from '../query-node.ts';
import { parseQuery } from '../query.ts';

export interface MonitorToPush {
  id: string;
  query: string;
  /** Null when the query does not parse. */
  node: QueryNode | null;
}

/** Parses a monitor's query for push-down. */
export function monitorToPush(id: string, query: string): MonitorToPush {
  const parsed = parseQuery(query);
  return { id, query, node: parsed.ok ? parsed.node : null };
}
