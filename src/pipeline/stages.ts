// The life of a post, step by step: read this table first, then the files it names.

/** Each step: where it happens, what decides, what the log says afterwards. */
export const stages = [
  { step: 'arrives', file: 'networks/<n>/listen.ts', decides: 'cursor per source', event: null },
  { step: 'normalised', file: 'networks/<n>/normalise.ts', decides: 'pure, per network', event: null },
  {
    step: 'shared out',
    file: 'pipeline/share-out.ts, take-share.ts',
    decides: 'by author, where a bus and several workers are',
    event: null,
  },
  {
    step: 'committed',
    file: 'pipeline/ingest.ts',
    decides: 'rows and cursor in one transaction',
    event: 'ledger.entered',
  },
  { step: 'matched', file: 'pipeline/match.ts', decides: 'domain/listening', event: 'ledger.entered' },
  {
    step: 'judged',
    file: 'pipeline/judge.ts',
    decides: 'language, domain/judgement',
    event: 'ledger.entered',
  },
  {
    step: 'judged by another model',
    file: 'pipeline/ask-other.ts, judge-by-other.ts',
    decides: 'domain/post/terms, domain/judgement/unsure, the model where one is configured',
    event: 'ledger.judged',
  },
  {
    step: 'corrected',
    file: 'pipeline/correct.ts',
    decides: 'a person, domain/judgement/correction',
    event: 'judgement.corrected',
  },
  {
    step: 'learnt from',
    file: 'pipeline/learn.ts',
    decides: 'domain/judgement/team, domain/post/terms',
    event: 'team_model.made',
  },
  {
    step: 'judged anew',
    file: 'pipeline/judge-again.ts',
    decides: 'the version that judges now; people’s words stand',
    event: 'ledger.judged',
  },
  {
    step: 'changed',
    file: 'pipeline/changes.ts',
    decides: 'edits, deletions, reposts at the source',
    event: 'post.edited / post.deleted',
  },
  {
    step: 'weighed anew',
    file: 'pipeline/weigh.ts',
    decides: 'domain/judgement/weight, followers and reposts as they become known',
    event: 'ledger.weighed',
  },
  {
    step: 'advised',
    file: 'pipeline/advise.ts',
    decides: 'domain/decision/advice: judgement, thread, person, network, load',
    event: null,
  },
  {
    step: 'decided',
    file: 'pipeline/decide.ts',
    decides: 'domain/ledger, a person',
    event: 'decision.taken',
  },
  {
    step: 'case',
    file: 'pipeline/open-case.ts',
    decides: 'domain/case, thread and person',
    event: 'case.opened / case.inbound_added',
  },
  { step: 'assigned', file: 'pipeline/assign.ts', decides: 'domain/assignment', event: 'case.assigned' },
  {
    step: 'drafted by a model',
    file: 'pipeline/draft-by-model.ts',
    decides: 'domain/post/terms, the budget, domain/drafting/model-text; a person asks and a person sends',
    event: null,
  },
  {
    step: 'written',
    file: 'pipeline/write.ts',
    decides: 'length, thread version, policy gate',
    event: 'reply.queued',
  },
  {
    step: 'sent',
    file: 'pipeline/send.ts',
    decides: 'domain/decision/outbox',
    event: 'reply.sent / failed / unknown',
  },
  {
    step: 'written again',
    file: 'pipeline/write-again.ts',
    decides: 'the author goes on; domain/ledger says which silences come back',
    event: 'ledger.woken / ledger.wrote_again',
  },
  {
    step: 'conversation',
    file: 'pipeline/conversation.ts',
    decides: 'whoever chose to answer and be done; domain/judgement/standing says who needs support',
    event: 'case.closed / case.made_support',
  },
  { step: 'measured', file: 'pipeline/measure.ts', decides: 'domain/kpi', event: 'case.answered' },
] as const;
