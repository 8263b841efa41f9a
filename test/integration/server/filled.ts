// A workspace with one of everything in it, made through the API and the pipeline, and a valid request for every endpoint.
import { endpoints, type EndpointName } from '../../../src/contract/endpoints.ts';
import type {
  AccountView,
  CaseRow,
  LedgerEntryView,
  MonitorView,
  SourceView,
} from '../../../src/contract/views.ts';
import type { Endpoint } from '../../../src/contract/endpoint.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { saveSpike } from '../../../src/storage/spike-series.ts';
import { practiceExamples } from './practice-examples.ts';
import { sourceExamples } from './source-examples.ts';
import { draftingExamples, makeArticle } from './drafting-examples.ts';
import { newId, type Person, type TestServer } from './support.ts';
import { correctSomeWish, hitExamples } from './filled-hits.ts';
import { makePersona, personaExamples } from './filled-personas.ts';

/** One id of each kind. */
export interface Ids {
  workspace: string;
  user: string;
  brand: string;
  product: string;
  monitor: string;
  account: string;
  source: string;
  invite: string;
  token: string;
  view: string;
  /** Waits in the ledger. */
  candidate: string;
  /** Who wrote `post`. */
  identity: string;
  /** Is in the case. */
  post: string;
  case: string;
  outbound: string;
  attachment: string;
  practicePost: string;
  practiceSession: string;
  spike: string;
  /** Of a brand that nothing else is about. */
  crisis: string;
  snippet: string;
  article: string;
  persona: string;
  wishCorrection: string;
}

/** A post on the practice network that mentions Acme. */
export function heardPost(text: string, more: Partial<Post> = {}): Post {
  const nativeId = newId();
  return {
    network: 'practice',
    nativeId,
    kind: 'post',
    visibility: 'public',
    author: { nativeId: `author-${nativeId}`, handle: 'mika', displayName: 'Mika' },
    text,
    langHint: 'en',
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
    createdAt: new Date().toISOString(),
    ...more,
  };
}

/** Fills a workspace; `person` must own it, and `member` is somebody else on its team. */
export async function fill(server: TestServer, person: Person, member: Person): Promise<Ids> {
  const brand = await person.do<{ id: string }>('POST', '/brands', { body: { name: 'Acme' } });
  const product = await person.do<{ id: string }>('POST', '/products', {
    body: {
      brandId: brand.id,
      name: 'Rocket',
      aliases: ['ロケット'],
      lookalikes: ['rocket salad'],
      monitor: true,
    },
  });
  const monitor = await person.do<MonitorView>('POST', '/monitors', {
    body: { name: 'Acme', query: 'acme' },
  });
  const { accountId } = await person.do<{ accountId: string }>('POST', '/practice/join', {
    body: { brandId: brand.id, handle: `help${newId().slice(-6)}` },
  });
  const { rows: sources } = await person.do<{ rows: SourceView[] }>('GET', '/sources');
  const source = sources.find((row) => row.accountId === accountId) ?? sources[0];
  if (source === undefined) throw new Error('joining the practice network made no source');
  const invite = await person.do<{ invite: { id: string } }>('POST', '/invites', {
    body: { email: 'guest@acme.example', role: 'agent' },
  });
  const token = await person.do<{ token: { id: string } }>('POST', '/tokens', {
    body: { name: 'reports', role: 'viewer' },
  });
  const view = await person.do<{ id: string }>('POST', '/candidate-views', {
    body: { name: 'Urgent in English', shows: { judged: 'urgent', lang: 'en' } },
  });
  const from = { workspaceId: person.workspaceId, id: source.id, network: 'practice', accountId };
  await server.hear(from, [
    { post: heardPost('acme rocket does not start') },
    { post: heardPost('my acme rocket makes a noise') },
  ]);
  const { rows } = await person.do<{ rows: LedgerEntryView[] }>('GET', '/candidates');
  const [candidate, chosen] = rows;
  if (candidate === undefined || chosen === undefined) throw new Error('no candidates came in');
  const decided = await person.do<{ case: CaseRow }>('POST', `/candidates/${chosen.post.id}/decision`, {
    body: { choice: 'speak', assigneeId: member.userId },
  });
  await person.do('POST', `/cases/${decided.case.id}/notes`, { body: { text: 'called them' } });
  const outbound = await person.do<{ id: string }>('POST', `/cases/${decided.case.id}/replies`, {
    body: {
      accountId,
      replyToPostId: chosen.post.id,
      visibility: 'public',
      text: 'We are sorry to hear that. Which model is it?',
      seenThreadVersion: decided.case.threadVersion,
    },
  });
  const calm = await person.do<{ id: string }>('POST', '/brands', { body: { name: 'Beta' } });
  const persona = await makePersona(person);
  const crisis = await person.do<{ id: string }>('POST', '/crises', {
    body: { brandId: calm.id, reason: 'A recall' },
  });
  const snippet = await person.do<{ id: string }>('POST', '/snippets', {
    body: { name: 'Sorry', key: 'sorry', text: '{name}, we are sorry to hear that.', brandId: calm.id },
  });
  const article = await makeArticle(person);
  const wishCorrection = await correctSomeWish(person, monitor.id);
  const attachment = await uploadPicture(person);
  const practicePost = await person.do<{ id: string }>('POST', '/practice/posts', {
    body: { name: 'Ken', text: 'does anybody know acme?' },
  });
  const practising = await person.do<{ id: string }>('POST', '/practice/sessions', {
    body: { stories: ['en-cannot-log-in'] },
  });
  return {
    workspace: person.workspaceId,
    user: member.userId,
    brand: brand.id,
    product: product.id,
    monitor: monitor.id,
    account: accountId,
    source: source.id,
    invite: invite.invite.id,
    token: token.token.id,
    view: view.id,
    candidate: candidate.post.id,
    post: chosen.post.id,
    identity: chosen.post.author.id,
    case: decided.case.id,
    outbound: outbound.id,
    attachment,
    practicePost: practicePost.id,
    practiceSession: practising.id,
    crisis: crisis.id,
    snippet: snippet.id,
    article: article.id,
    persona: persona.id,
    wishCorrection,
    spike: await insertSpike(server, person.workspaceId, monitor.id),
  };
}

/** A spike as the watch would write it after days of counting. */
async function insertSpike(server: TestServer, workspaceId: string, monitorId: string): Promise<string> {
  const spike = { sinceMs: Date.now() - 600_000, fromMs: Date.now() - 1_200_000, counted: 40, expected: 2 };
  const drawn = { counts: [1, 0, 19, 21], usual: [1, 1, 1, 1], score: 0.8 };
  const id = newId();
  await inWorkspace(server.db, workspaceId, (trx) =>
    saveSpike(trx, workspaceId, { kind: 'monitor', subjectId: monitorId }, { id, ...spike, ...drawn }, null),
  );
  return id;
}

/** One pixel, as a PNG. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function multipartOf(bytes: Buffer, name = 'picture.png', type = 'image/png') {
  const boundary = 'test-boundary-1234';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

export async function uploadPicture(person: Person, bytes = pixel): Promise<string> {
  const answer = await person.do<{ id: string }>('POST', '/attachments', multipartOf(bytes));
  return answer.id;
}

const hoursBody = {
  ownHours: null,
  dayPosts: {
    lang: 'ja',
    opening: { usual: [], first: [] },
    closing: { usual: ['また明日。{next}'], last: [] },
  },
  afterHours: { texts: { ja: '', en: '' }, help: '', other: '' },
};

export interface Example {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** A request that each endpoint takes in, about the things of `ids`. */
export function examplesOf(ids: Ids): Record<EndpointName, Example> {
  const byCase = { params: { id: ids.case } };
  const reply = {
    accountId: ids.account,
    replyToPostId: ids.post,
    visibility: 'public',
    text: 'Hello again',
    seenThreadVersion: 1,
  };
  return {
    readSetup: {},
    setUp: {
      body: {
        email: 'a@acme.example',
        password: 'long enough one',
        name: 'A',
        workspaceName: 'W',
        locale: 'en',
        timeZone: 'UTC',
      },
    },
    signIn: { body: { email: 'a@acme.example', password: 'long enough one' } },
    readSession: {},
    signOut: {},
    switchWorkspace: { body: { workspaceId: ids.workspace } },
    createWorkspace: { body: { name: 'W', timeZone: 'UTC' } },
    changeMe: { body: { name: 'B' } },
    readInvite: { params: { token: `${ids.workspace}.${'a'.repeat(43)}` } },
    acceptInvite: {
      params: { token: `${ids.workspace}.${'a'.repeat(43)}` },
      body: { email: 'a@acme.example', password: 'long enough one', name: 'A', locale: 'en' },
    },
    listMembers: {},
    changeMember: { params: { userId: ids.user }, body: { signature: '^K' } },
    removeMember: { params: { userId: ids.user } },
    listInvites: {},
    createInvite: { body: { email: '', role: 'agent' } },
    revokeInvite: { params: { id: ids.invite } },
    listTokens: {},
    createToken: { body: { name: 't', role: 'viewer' } },
    revokeToken: { params: { id: ids.token } },
    listViews: {},
    saveView: { body: { name: 'Stuck', shows: { order: 'newest', judged: 'help' } } },
    removeView: { params: { id: ids.view } },
    readWorkspace: {},
    readCounts: {},
    changeWorkspace: { body: { name: 'Renamed' } },
    readPublicHolidays: { query: { country: 'JP', year: '2026', lang: 'ja' } },
    createBrand: { body: { name: 'B' } },
    changeBrand: { params: { id: ids.brand }, body: { name: 'C' } },
    createProduct: { body: { brandId: ids.brand, name: 'P', aliases: [], lookalikes: [], monitor: true } },
    changeProduct: { params: { id: ids.product }, body: { name: 'Q' } },
    removeProduct: { params: { id: ids.product } },
    listMonitors: {},
    readMonitor: { params: { id: ids.monitor } },
    createMonitor: { body: { name: 'M', query: 'acme', brandId: ids.brand, productId: ids.product } },
    changeMonitor: { params: { id: ids.monitor }, body: { name: 'N', brandId: ids.brand } },
    removeMonitor: { params: { id: ids.monitor } },
    ...hitExamples(ids),
    checkQuery: { body: { query: 'acme' } },
    listNetworks: {},
    listAccounts: {},
    connectAccount: {
      body: {
        network: 'bluesky',
        fields: { server: 'https://pds.example', identifier: 'a.example', password: 'x' },
        brandId: ids.brand,
      },
    },
    startOAuth: {
      body: { network: 'mastodon', fields: { server: 'https://social.example' }, brandId: ids.brand },
    },
    changeAccount: { params: { id: ids.account }, body: { needsApproval: false } },
    removeAccount: { params: { id: ids.account } },
    checkAccount: { params: { id: ids.account } },
    ...sourceExamples(ids),
    listCandidates: { query: { brandId: ids.brand, monitorId: ids.monitor } },
    listLedger: { query: { brandId: ids.brand, monitorId: ids.monitor } },
    readLedgerCounts: {},
    readLedgerEntry: { params: { id: ids.candidate } },
    decide: { params: { id: ids.candidate }, body: { choice: 'silent', reason: 'spam', note: '' } },
    decideMany: { body: { ids: [ids.candidate], choice: 'silent', reason: 'spam', note: '' } },
    correctJudgement: { params: { id: ids.candidate, kind: 'help' }, body: { value: 'yes' } },
    readCorrections: { params: { id: ids.candidate } },
    listUncertain: { query: { limit: '5' } },
    readJudging: {},
    trainTeamModel: { body: { lang: 'en' } },
    activateTeamModel: { params: { lang: 'en' }, body: { version: 0 } },
    readThread: { params: { id: ids.post } },
    readAuthorPosts: { params: { id: ids.post } },
    search: { query: { q: 'rocket' } },
    listCases: { query: { brandId: ids.brand, assignee: ids.user } },
    readCase: byCase,
    assignCase: { ...byCase, body: { assigneeId: ids.user } },
    readAdvice: { params: { id: ids.post } },
    readIdentity: { params: { id: ids.identity } },
    setOptOut: { params: { id: ids.identity }, body: { optedOut: true, reason: 'They asked for it.' } },
    markIdentitySeen: { params: { id: ids.identity } },
    readDecisions: { query: { days: '7' } },
    setFollowUp: { ...byCase, body: { at: null } },
    closeCase: { ...byCase, body: { outcome: 'solved' } },
    reopenCase: byCase,
    makeSupport: byCase,
    addNote: { ...byCase, body: { text: 'n' } },
    saveDraft: {
      ...byCase,
      body: {
        text: 'd',
        visibility: 'public',
        accountId: ids.account,
        replyToPostId: ids.post,
        attachments: [{ attachmentId: ids.attachment, alt: '' }],
      },
    },
    sendReply: { ...byCase, body: { ...reply, attachments: [{ attachmentId: ids.attachment, alt: '' }] } },
    readReplyContext: {
      ...byCase,
      query: { accountId: ids.account, replyToPostId: ids.post, visibility: 'public' },
    },
    ...draftingExamples(ids),
    readGuideline: { query: { accountId: ids.account } },
    saveGuideline: {
      query: { accountId: ids.account },
      body: {
        guideline: { settings: { levels: { R04: 'block' } } },
        reason: 'Nobody sells here.',
      },
    },
    ...personaExamples(ids),
    listAccountProfiles: {},
    lookAtProfile: { params: { id: ids.account } },
    nameBrandAccount: { params: { id: ids.account }, body: { handle: '@minamo' } },
    readAccountHours: { params: { id: ids.account } },
    previewAccountHours: { params: { id: ids.account }, body: hoursBody },
    saveAccountHours: {
      params: { id: ids.account },
      body: { ...hoursBody, dayPostsOn: false, afterHoursOn: false },
    },
    readCalendarFeed: { params: { id: ids.account } },
    makeCalendarFeed: { params: { id: ids.account } },
    revokeCalendarFeed: { params: { id: ids.account } },
    makeWebhookKey: { params: { id: ids.account } },
    readAccountForm: { params: { id: ids.account } },
    readAccountStanding: { params: { id: ids.account } },
    react: { ...byCase, body: { accountId: ids.account, postId: ids.post, action: 'like' } },
    approveReply: { params: { id: ids.outbound }, body: { seenThreadVersion: 1 } },
    sendBackReply: { params: { id: ids.outbound }, body: { comment: 'Say sorry first.' } },
    readApprovals: {},
    startCrisis: { body: { brandId: ids.brand, reason: 'A recall' } },
    endCrisis: { params: { id: ids.crisis } },
    undoOutbound: { params: { id: ids.outbound } },
    settleOutbound: { params: { id: ids.outbound }, body: { choice: 'give_up' } },
    listSpikes: {},
    acknowledgeSpike: { params: { id: ids.spike } },
    listOutbound: {},
    editOwnPost: { params: { id: ids.post }, body: { text: 'e' } },
    deleteOwnPost: { params: { id: ids.post } },
    setPresence: { body: { caseId: ids.case, doing: 'viewing', tab: 't' } },
    ...practiceExamples(ids),
  };
}

/** Where a request goes. */
export function addressOf(name: EndpointName, { params = {}, query = {} }: Example): string {
  const { path }: Endpoint = endpoints[name];
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

/** Sends a request; changes are made whatever version there is. */
export function send(person: Person, name: EndpointName, example: Example) {
  const { method, versioned }: Endpoint = endpoints[name];
  return person.call(method, addressOf(name, example), {
    ...(example.body === undefined ? {} : { body: example.body }),
    ...(versioned === 'ifMatch' ? { ifMatch: '*' } : {}),
  });
}

export const allEndpoints = Object.keys(endpoints) as EndpointName[];
export type { AccountView };
