// The live stream: what changed, as fresh rows, so that a browser's state equals a fresh read of the server.
import { z } from 'zod';
import { spikeView } from './spike-view.ts';
import { countsView } from './counts-view.ts';
import {
  accountView,
  caseRow,
  id,
  ledgerEntryView,
  memberView,
  monitorView,
  noteView,
  outboundView,
  postView,
  sourceView,
  workspaceView,
} from './views.ts';

/** One subject's newest row; `null` where it is gone. A client replaces what it holds by id. */
export const liveChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ledger'), id, row: ledgerEntryView.nullable() }),
  z.object({ kind: z.literal('case'), id, row: caseRow.nullable() }),
  z.object({ kind: z.literal('post'), id, caseIds: z.array(id), row: postView.nullable() }),
  z.object({ kind: z.literal('outbound'), id, caseId: id.nullable(), row: outboundView.nullable() }),
  z.object({ kind: z.literal('note'), id, caseId: id, row: noteView.nullable() }),
  z.object({ kind: z.literal('monitor'), id, row: monitorView.nullable() }),
  z.object({ kind: z.literal('account'), id, row: accountView.nullable() }),
  z.object({ kind: z.literal('source'), id, row: sourceView.nullable() }),
  z.object({ kind: z.literal('member'), id, row: memberView.nullable() }),
  z.object({ kind: z.literal('spike'), id, row: spikeView.nullable() }),
  z.object({ kind: z.literal('workspace'), id, row: workspaceView }),
  /** The practice timeline changed: read it again. */
  z.object({ kind: z.literal('practice'), id }),
  /** A model was made, or another one judges from now on: read how good the judgements are again. */
  z.object({ kind: z.literal('judging'), id }),
  /** Somebody wishes to be left alone, or does not any more: read what is known of them again. */
  z.object({ kind: z.literal('identity'), id }),
  /** A view of the candidates was saved or removed: read them again. */
  z.object({ kind: z.literal('view'), id }),
  /** Something of a persona, or whether somebody answers for it. */
  z.object({ kind: z.literal('persona'), id }),
]);
export type LiveChange = z.infer<typeof liveChange>;

/** SSE `event: changes`; the SSE id is the cursor to resume from (`Last-Event-ID`). */
export const liveChanges = z.object({ changes: z.array(liveChange), counts: countsView });
export type LiveChanges = z.infer<typeof liveChanges>;

/** SSE `event: presence`: who looks at or types in which case, whole state each time. */
export const livePresence = z.object({
  presence: z.array(
    z.object({ caseId: id, userId: id, name: z.string(), doing: z.enum(['viewing', 'typing']) }),
  ),
});
export type LivePresence = z.infer<typeof livePresence>;

/** SSE `event: hello`, first of all: the cursor that a snapshot read after it is at least as new as. */
export const liveHello = z.object({ cursor: z.string(), counts: countsView, resumed: z.boolean() });
/** SSE `event: reset`: the cursor is too old to resume; read everything again. */
