// What a reply needs besides its words: as whom, to which post, whether the network allows it, and how long it is.
import { useQuery } from '@tanstack/react-query';
import type { AccountView, CaseDetail, PostView } from '../../../../contract/views.ts';
import { measureLength, type Length } from '../../../../domain/post/length.ts';
import type { NetworkManifest } from '../../../../domain/post/manifest.ts';
import type { BothLanguages, Permission } from '../../../../domain/post/policy.ts';
import { isInGroup } from '../../../../domain/post/in-group.ts';
import { hasPublicReplies } from '../../../../domain/post/public-replies.ts';
import { mostPictures } from '../../../../domain/post/most-pictures.ts';
import { priceOfSend } from '../../../../domain/post/prices.ts';
import type { Visibility } from '../../../../domain/post/post.ts';
import {
  useOwnPersona,
  useSignatureOf,
  useSignaturesRead,
  type OwnPersona,
  type SignaturesRead,
} from '../../../api/personas.ts';
import { accountsQuery, networksQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { pageToWrite } from '../by-hand.tsx';
import { postToAnswer } from '../timeline.ts';
import type { Draft } from './draft-store.ts';
import { signed } from './signature.ts';

export interface ReplySetting {
  /** Accounts on the case's network, the usual one first. */
  accounts: AccountView[];
  account: AccountView | undefined;
  /** As whom that account speaks; null where nobody decided it. */
  persona: OwnPersona | null;
  /** Whether `persona` and `signature` are what holds. */
  signatures: SignaturesRead;
  /** Posts that can be answered, newest first. */
  targets: PostView[];
  target: PostView | undefined;
  /** The persona's with the writer's initials, or the writer's own; empty when there is none. */
  signature: string;
  /** The words as they go out, signed unless that was left out. */
  text: string;
  /** Whether what is written here can carry pictures on this network. */
  takesPictures: boolean;
  /** How many pictures this side takes; null while nobody knows. */
  mostPictures: number | null;
  /** Whether a DM here is read by all members of a group. */
  inGroup: boolean;
  /** Whether a DM can. */
  dmTakesPictures: boolean;
  length: Length | null;
  /** Millionths of a US dollar: what its link makes this reply cost, and what it would cost without; null where it makes none. */
  linkCosts: { cost: number; usual: number } | null;
  /** Put before the text by the network's own rules; counted with it. */
  mention: string;
  /** What the network allows as this account: `null` while nothing is known. */
  permission: Permission | null;
  /** Whether anything can be said in public on this network. */
  hasPublic: boolean;
  /** Where a person writes it on the network's own page; null where there is nothing to answer. */
  page: string | null;
  /** Why it is not more, in the network's own terms. */
  why: BothLanguages | null;
  /** Why nobody speaks from here on this network, where it has no accounts at all. */
  readOnly: BothLanguages | null;
}

/** The mention that goes before a text where the network threads by it and the writer did not write it. */
export function mentionFor(needed: boolean, target: PostView | undefined, text: string): string {
  if (!needed || target === undefined) return '';
  const handle = atHandle(target.author.handle);
  return handle === '' || text.includes(handle) ? '' : `${handle} `;
}

/** A reply that a person writes on the network's own page costs nothing here. */
function linkCostsOf(prices: NetworkManifest['prices'], text: string, permission: Permission | null) {
  if (prices === undefined || permission !== 'api') return null;
  if (priceOfSend({ text, isReply: true }) !== 'createWithLink') return null;
  return { cost: prices.createWithLink, usual: prices.summonedReply };
}

/** What the rule for replies says, where no account can be connected. */
function readOnlyBecause(manifest: NetworkManifest | undefined): BothLanguages | null {
  if (manifest === undefined || manifest.connect.length > 0) return null;
  const rule = manifest.policy.find(
    ({ actions, actors }) => actions.includes('reply') && actors.includes('person'),
  );
  return rule?.why ?? null;
}

export function useReply(detail: CaseDetail, draft: Draft, visibility: Visibility): ReplySetting {
  const app = useApp();
  const { network, accountId: usual } = detail.case;
  const accounts = (useQuery(accountsQuery(app)).data?.rows ?? [])
    .filter((account) => account.network === network && account.tokenState !== 'disconnected')
    .toSorted((a, b) => Number(b.id === usual) - Number(a.id === usual));
  const manifest = useQuery(networksQuery(app)).data?.rows.find((each) => each.id === network);
  const dmTakesPictures = manifest?.dm.takesPictures ?? true;
  const account = accounts.find((each) => each.id === draft.accountId) ?? accounts[0];
  const persona = useOwnPersona(account?.id);
  const signatures = useSignaturesRead();
  const signature = useSignatureOf()(account?.id);
  const text = draft.unsigned ? draft.text : signed(draft.text, signature);
  // A DM is answered in private only.
  const answerable =
    visibility === 'dm' ? detail.posts : detail.posts.filter((post) => post.visibility === 'public');
  const targets = answerable
    .filter((post) => post.accountId === null && post.deletedAt === null)
    .toReversed();
  const target = targets.find((post) => post.id === draft.replyToPostId) ?? postToAnswer(answerable);
  const mention = mentionFor(manifest?.threading.replyNeedsHandle ?? false, target, draft.text);
  const rule = visibility === 'dm' ? account?.limits.dm : account?.limits.post;
  const allowed = detail.allowed.find((each) => each.accountId === account?.id);
  const action = allowed?.actions[visibility === 'dm' ? 'dm' : 'reply'];
  return {
    accounts,
    account,
    persona,
    signatures,
    targets,
    target,
    mention,
    signature,
    text,
    takesPictures: visibility === 'public' || dmTakesPictures,
    dmTakesPictures,
    mostPictures:
      manifest === undefined || account === undefined
        ? null
        : mostPictures(manifest.dm, account.limits.images, visibility),
    inGroup: target !== undefined && target.visibility === 'dm' && isInGroup(manifest?.dm, target.author),
    length: rule === undefined ? null : measureLength(mention + text, rule),
    linkCosts:
      visibility === 'dm' ? null : linkCostsOf(manifest?.prices, mention + text, action?.permission ?? null),
    permission: action?.permission ?? null,
    hasPublic: manifest === undefined || hasPublicReplies(manifest.policy),
    page: pageToWrite(manifest, target, { text, visibility }),
    why: action?.why ?? null,
    readOnly: readOnlyBecause(manifest),
  };
}
