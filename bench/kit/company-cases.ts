// The cases of a made-up company: when they were opened, who has them, what was answered.
import type pg from 'pg';
import type { Company, CompanySize, SeedAuthor } from './company.ts';
import { copyRows, type Row } from './copy.ts';
import { idAt, monthMs } from './ids.ts';

export interface CaseSeed {
  id: string;
  state: 'open' | 'waiting_customer' | 'closed';
  authorAt: number;
  /** Filled while posts are made, oldest first. */
  posts: { id: string; ms: number }[];
}

/** Which cases there will be: spread over the month, most of the newer ones open. */
export function planCases(
  size: CompanySize,
  authors: number,
  random: () => number,
  nowMs: number,
): CaseSeed[] {
  return Array.from({ length: size.cases }, (_, nth) => {
    const age = (size.cases - nth) / size.cases;
    const isOpen = random() < (age < 0.4 ? 0.8 : 0.05);
    const open = random() < 0.7 ? 'open' : 'waiting_customer';
    return {
      id: idAt(nowMs - age * monthMs),
      state: isOpen ? open : 'closed',
      authorAt: Math.floor(random() * authors),
      posts: [],
    };
  });
}

interface Seed {
  authors: SeedAuthor[];
  cases: CaseSeed[];
  random: () => number;
}

/** Writes the cases that got posts, with a note in every fifth and an answer sent in most. */
export async function fillCases(
  client: pg.Client,
  company: Company,
  { authors, cases, random }: Seed,
): Promise<void> {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const [caseRows, notes, sends]: [Row[], Row[], Row[]] = [[], [], []];
  for (const [nth, one] of cases.entries()) {
    const [first, last] = [one.posts[0], one.posts.at(-1)];
    const author = authors[one.authorAt];
    if (first === undefined || last === undefined || author === undefined) continue;
    const userId = pick(company.userIds) ?? null;
    const made = { company, one, first, last, author, userId };
    caseRows.push(caseRow(made, nth + 1, { brandId: pick(company.brandIds), isAssigned: random() < 0.8 }));
    if (nth % 5 === 0) notes.push(noteRow(made));
    if (one.state !== 'open' || random() < 0.5) sends.push(sendRow(made, random() < 0.002));
  }
  await copyRows(client, 'support_case', caseRows);
  await copyRows(client, 'case_note', notes);
  await copyRows(client, 'outbound', sends);
}

interface Made {
  company: Company;
  one: CaseSeed;
  first: CaseSeed['posts'][number];
  last: CaseSeed['posts'][number];
  author: SeedAuthor;
  userId: string | null;
}

function caseRow(
  { company, one, first, last, author, userId }: Made,
  number: number,
  { brandId, isAssigned }: { brandId: string | undefined; isAssigned: boolean },
): Row {
  const opened_at = new Date(first.ms).toISOString();
  const last_inbound_at = new Date(last.ms).toISOString();
  const isClosed = one.state === 'closed';
  return {
    workspace_id: company.workspaceId,
    id: one.id,
    number,
    brand_id: brandId ?? null,
    identity_id: author.id,
    account_id: company.accounts[author.network] ?? null,
    network: author.network,
    state: one.state,
    assignee_id: isAssigned ? userId : null,
    outcome: isClosed ? 'solved' : null,
    origin: 'found',
    lang: 'en',
    root_post_id: first.id,
    newest_post_id: last.id,
    opened_at,
    first_post_at: opened_at,
    first_seen_at: opened_at,
    last_inbound_at,
    waiting_since: one.state === 'open' ? opened_at : null,
    closed_at: isClosed ? last_inbound_at : null,
  };
}

function noteRow({ company, one, last, userId }: Made): Row {
  const created_at = new Date(last.ms).toISOString();
  return {
    workspace_id: company.workspaceId,
    id: idAt(last.ms),
    case_id: one.id,
    author_id: userId,
    text: 'Asked the workshop.',
    created_at,
  };
}

function sendRow({ company, one, last, author, userId }: Made, hasFailed: boolean): Row {
  const id = idAt(last.ms + 1000);
  const at = new Date(last.ms + 1000).toISOString();
  return {
    workspace_id: company.workspaceId,
    id,
    case_id: one.id,
    account_id: company.accounts[author.network] ?? null,
    action: 'reply',
    state: hasFailed ? 'failed' : 'sent',
    visibility: 'public',
    text: 'Thank you for telling us. Could you say which version you have?',
    target_post_id: last.id,
    idempotency_key: id,
    not_before: at,
    created_by: userId,
    created_at: at,
    sent_at: hasFailed ? null : at,
  };
}
