// The posting rules in a thread of their own: however long a draft is, no key waits for them.
import { ActsReader } from '../../../../../domain/guideline/acts-reader.ts';
import { fixText, type Fix } from '../../../../../domain/guideline/fixes.ts';
import type { Finding } from '../../../../../domain/guideline/finding.ts';
import { reasonText } from '../../../../../domain/guideline/reasons.ts';
import { checkReply, type ReplyFacts } from '../../../../../domain/guideline/reply-facts.ts';
import { readModel } from '../../../../../domain/judgement/model.ts';
import type { Mend, ShownFinding } from './shown-finding.ts';

export interface Ask {
  /** The case that is answered. */
  caseId: string;
  facts: ReplyFacts;
  text: string;
  /** Of the interface. */
  locale: string;
}

export interface Told {
  caseId: string;
  text: string;
  findings: ShownFinding[];
}

function shown(finding: Finding, locale: string): ShownFinding {
  const { rule, level, span, reason, params, fix } = finding;
  return {
    rule,
    level,
    span: span ?? null,
    why: reasonText(reason, params ?? {}, locale),
    fix: fix === undefined ? null : mendOf(fix, locale),
  };
}

function mendOf(fix: Fix, locale: string): Mend {
  const says = fixText(fix.label, locale);
  if (fix.kind === 'toDm') return { kind: 'toDm', says };
  return { kind: fix.label === 'sign' ? 'sign' : 'text', draft: fix.draft, says };
}

let acts: ActsReader | undefined;
let last: Ask | null = null;

function tell({ caseId, facts, text, locale }: Ask): void {
  const findings = checkReply(facts, text, acts).map((finding) => shown(finding, locale));
  postMessage({ caseId, text, findings } satisfies Told);
}

/** The model of what sentences do. Until it is there, and where it cannot be had, the rules go by phrases. */
async function loadActs(): Promise<void> {
  const answer = await fetch(new URL('../../../../../../models/guideline/acts.bin', import.meta.url));
  if (!answer.ok) return;
  acts = new ActsReader(readModel(new Uint8Array(await answer.arrayBuffer())));
  if (last !== null) tell(last);
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  last = data;
  tell(data);
});
void loadActs().catch(() => undefined);
