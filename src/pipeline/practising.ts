// Keeps what the guideline finds in a reply that is written in a practice session, so that its writer is shown why.
import type { Finding } from '../domain/guideline/finding.ts';
import { reasonText } from '../domain/guideline/reasons.ts';
import { checkReply, type ReplyFacts } from '../domain/guideline/reply-facts.ts';
import type { KeptFinding } from '../domain/practice/session.ts';
import type { OutboundRecord, StoredPost, WorkTx } from './ports.ts';

/** Does nothing for what is written outside a session: the replies of daily work are not kept for marking. */
export async function keepForReview(
  tx: WorkTx,
  { id, text, createdBy }: OutboundRecord,
  target: StoredPost,
  facts: ReplyFacts,
): Promise<void> {
  const story = createdBy === null ? null : await tx.practising.storyOf(createdBy, target);
  if (story === null) return;
  const findings = checkReply(facts, text).map(kept);
  await tx.practising.keep({ outboundId: id, text, findings, ...story });
}

function kept({ rule, level, reason, params = {}, span, fix }: Finding): KeptFinding {
  return {
    rule,
    level,
    why: { ja: reasonText(reason, params, 'ja'), en: reasonText(reason, params, 'en') },
    span: span ?? null,
    mended: fix?.kind === 'text' ? fix.draft : null,
    toDm: fix?.kind === 'toDm',
  };
}
