// Merges a live change into an open case: its row, posts, notes and what was sent.
import type { LiveChange } from '../../contract/live.ts';
import type { CaseDetail } from '../../contract/views.ts';

interface Row {
  id: string;
  createdAt: string;
}

/** Puts a row among others by its time; ids settle ties. */
function put<T extends Row>(rows: readonly T[], row: T): T[] {
  const rest = rows.filter((held) => held.id !== row.id);
  const at = rest.findIndex(
    (held) => held.createdAt > row.createdAt || (held.createdAt === row.createdAt && held.id > row.id),
  );
  return at === -1 ? [...rest, row] : rest.toSpliced(at, 0, row);
}

function upsert<T extends Row>(rows: readonly T[], id: string, row: T | null): T[] {
  return row === null ? rows.filter((held) => held.id !== id) : put(rows, row);
}

/** The case after the change; the same object when the change is about something else. */
export function applyToCase(data: CaseDetail, change: LiveChange): CaseDetail {
  const { id } = data.case;
  switch (change.kind) {
    case 'case': {
      const { row } = change;
      if (row === null) return data;
      if (row.id === id) return row.version < data.case.version ? data : { ...data, case: row };
      if (!data.earlierCases.some((earlier) => earlier.id === row.id)) return data;
      return {
        ...data,
        earlierCases: data.earlierCases.map((earlier) => (earlier.id === row.id ? row : earlier)),
      };
    }
    case 'post': {
      const held = data.posts.some((post) => post.id === change.id);
      if (!held && !change.caseIds.includes(id)) return data;
      const belongs = change.caseIds.includes(id) ? change.row : null;
      return { ...data, posts: upsert(data.posts, change.id, belongs) };
    }
    case 'outbound': {
      if (change.caseId !== id) return data;
      const held = data.outbound.find((outbound) => outbound.id === change.id);
      if (held !== undefined && change.row !== null && held.version > change.row.version) return data;
      return { ...data, outbound: upsert(data.outbound, change.id, change.row) };
    }
    case 'note':
      return change.caseId === id ? { ...data, notes: upsert(data.notes, change.id, change.row) } : data;
    case 'ledger':
    case 'monitor':
    case 'account':
    case 'source':
    case 'member':
    case 'spike':
    case 'workspace':
    case 'practice':
    case 'judging':
    case 'identity':
    case 'view':
    case 'persona':
      return data;
  }
}
