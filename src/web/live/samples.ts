// Rows for tests, complete and valid, told apart by a number.
import type {
  CaseDetail,
  CaseRow,
  IdentityView,
  LedgerEntryView,
  MemberView,
  MonitorView,
  OutboundView,
  PostView,
  ThreadPost,
} from '../../contract/views.ts';
import type { SpikeView } from '../../contract/spike-view.ts';
import type { z } from 'zod';
import type { noteView } from '../../contract/views.ts';

const AT = '2026-11-01T00:00:00Z';

/** Ids that rise with the number, as the server's rise with time. */
export function uuid(n: number): string {
  return `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function identity(n: number): IdentityView {
  return {
    id: uuid(n),
    network: 'bluesky',
    nativeId: `did:plc:${n}`,
    handle: `user${n}.test`,
    displayName: `User ${n}`,
    avatarUrl: null,
    bio: '',
    followers: 10,
    following: 20,
    posts: 30,
    url: null,
  };
}

export function post(n: number): PostView {
  return {
    id: uuid(n),
    network: 'bluesky',
    nativeId: `at://${n}`,
    author: identity(n),
    accountId: null,
    automatic: false,
    kind: 'post',
    visibility: 'public',
    text: `Text ${n}`,
    lang: 'ja',
    replyTo: null,
    root: null,
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
    url: null,
    reposts: 0,
    createdAt: AT,
    seenAt: AT,
    editedAt: null,
    deletedAt: null,
  };
}

export function threadPost(n: number): ThreadPost {
  return {
    id: uuid(n),
    network: 'bluesky',
    nativeId: `at://${n}`,
    authorNativeId: `did:plc:${n}`,
    authorHandle: `user${n}.test`,
    authorName: `User ${n}`,
    avatarUrl: null,
    ours: false,
    text: `Text ${n}`,
    visibility: 'public',
    replyTo: null,
    media: [],
    url: null,
    createdAt: AT,
    deletedAt: null,
  };
}

export function entry(n: number): LedgerEntryView {
  return {
    post: post(n),
    brandId: null,
    origin: 'found',
    state: 'waiting',
    heap: 'waiting',
    reason: null,
    note: '',
    laterUntil: null,
    decidedBy: null,
    decidedAt: null,
    caseId: null,
    caseNumber: null,
    isConversation: false,
    enteredAt: AT,
    settledAt: null,
    wroteAgain: null,
    matches: [],
    judgements: [],
    priority: 1,
    weight: 1,
    version: 1,
  };
}

export function caseRow(n: number): CaseRow {
  return {
    id: uuid(n),
    number: n,
    brandId: null,
    network: 'bluesky',
    accountId: null,
    identity: identity(n),
    state: 'open',
    origin: 'found',
    assignee: null,
    outcome: null,
    lang: 'ja',
    snippet: 'Text',
    visibility: 'public',
    threadVersion: 1,
    openedAt: AT,
    firstPostAt: AT,
    firstSeenAt: AT,
    firstAnswerAt: null,
    firstReactionMs: null,
    firstReactionBusinessMs: null,
    lastInboundAt: AT,
    waitingSince: AT,
    lastOutboundAt: null,
    awaitsApproval: false,
    closedAt: null,
    followUpAt: null,
    isConversation: false,
    version: 1,
  };
}

export function note(n: number): z.infer<typeof noteView> {
  return { id: uuid(n), author: { id: uuid(900), name: 'Me' }, text: `Note ${n}`, createdAt: AT };
}

export function outbound(n: number): OutboundView {
  return {
    id: uuid(n),
    caseId: uuid(1),
    accountId: uuid(800),
    action: 'reply',
    state: 'queued',
    visibility: 'public',
    text: 'Reply',
    attachments: [],
    targetPostId: uuid(40),
    to: null,
    notBefore: AT,
    attempts: 0,
    errorCode: null,
    error: null,
    nativeId: null,
    postId: null,
    createdBy: null,
    onBehalfOf: null,
    overrides: [],
    createdAt: AT,
    sentAt: null,
    approval: null,
    automatic: null,
    byHand: false,
    version: 1,
  };
}

export function caseDetail(): CaseDetail {
  return {
    case: caseRow(1),
    posts: [post(40), post(42)],
    matches: {},
    notes: [note(45)],
    outbound: [],
    draft: null,
    earlierCases: [],
    allowed: [],
  };
}

export function monitor(n: number): MonitorView {
  return {
    id: uuid(n),
    brandId: null,
    productId: null,
    name: `Monitor ${n}`,
    query: 'word',
    active: true,
    matchCount24h: 0,
    createdAt: AT,
    updatedAt: AT,
    version: 1,
  };
}

export function spike(n: number): SpikeView {
  return {
    id: uuid(n),
    kind: 'monitor',
    monitorId: uuid(700),
    brandId: null,
    name: 'Monitor',
    since: AT,
    until: null,
    counted: 30,
    expected: 2,
    chartFrom: AT,
    intervalMs: 300_000,
    counts: [30],
    usual: [2],
    acknowledgedBy: null,
    acknowledgedAt: null,
    version: 1,
  };
}

export function member(n: number): MemberView {
  return {
    userId: uuid(n),
    name: `Member ${n}`,
    email: `m${n}@example.test`,
    role: 'agent',
    signature: '',
    languages: [],
    onShift: true,
    trainee: false,
    mayApprove: false,
    openCases: 0,
    version: 1,
  };
}
