// From public to DM and back in one action: what was typed moves along, and the public side gets words to begin with.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseDetail, PostView } from '../../../../contract/views.ts';
import type { ReplyFacts } from '../../../../domain/guideline/reply-facts.ts';
import { dmPage, privateWay, type PrivateWay } from '../../../../domain/in-private/way.ts';
import { networksQuery, replyContextQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useCommand } from '../../../keyboard/keyboard.tsx';
import { postToAnswer } from '../timeline.ts';
import { carriedToDm, invitedToDm, turnedTo } from './draft-sides.ts';
import type { Sheet } from './sheet.ts';
import type { Drafting } from './use-draft.ts';
import type { ReplySetting } from './use-reply.ts';

export interface GoingPrivate {
  way: PrivateWay;
  /** Whether there is a public post that can be answered. */
  hasPublic: boolean;
  /** Whether they wrote a DM here. */
  isPrivate: boolean;
  goPrivate: () => void;
  goPublic: () => void;
}

interface PrivateOptions {
  detail: CaseDetail;
  sheet: Sheet;
  drafting: Drafting;
  setting: ReplySetting;
}

/** The newest public post of theirs that can be answered. */
function publicTarget({ posts }: CaseDetail): PostView | undefined {
  return postToAnswer(posts.filter((post) => post.visibility === 'public'));
}

/** Asks for what both texts are made by: the persona and what was said lately, unless they are known. */
function useSaid(options: Pick<PrivateOptions, 'detail' | 'setting'> & { target: PostView | undefined }) {
  const { detail, setting, target } = options;
  const app = useApp();
  const queryClient = useQueryClient();
  const { account } = setting;
  return async () => {
    const words = await import('../../../../domain/in-private/words.ts');
    const facts: ReplyFacts | null = await queryClient
      .query(replyContextQuery(app, detail.case, { account, target, visibility: 'public' }))
      .catch(() => null);
    const { persona, recentReplies = [] } = facts?.context ?? {};
    const about = {
      lang: target?.lang ?? detail.case.lang,
      register: persona?.register ?? ('polite' as const),
      recentReplies,
      turn: detail.case.number,
      // Who has a signature signs with it.
      name: setting.signature === '' ? (persona?.name ?? null) : null,
    };
    return { words, about };
  };
}

export function usePrivate({ detail, sheet, drafting, setting }: PrivateOptions): GoingPrivate {
  const app = useApp();
  const toasts = useToasts();
  const { network } = detail.case;
  const { account } = setting;
  const dm = useQuery(networksQuery(app)).data?.rows.find((each) => each.id === network)?.dm;
  const permission =
    detail.allowed.find((each) => each.accountId === account?.id)?.actions['dm']?.permission ?? null;
  const isPrivate = detail.posts.some((post) => post.visibility === 'dm' && post.accountId === null);
  const way = privateWay({ dm, permission, hasWritten: isPrivate });
  const target = publicTarget(detail);
  const said = useSaid({ detail, setting, target });
  const { change } = drafting;

  const focus = (): void => {
    sheet.set({ isNoting: false });
    sheet.field.current?.focus();
  };
  const invite = async (): Promise<void> => {
    const { words, about } = await said();
    const post = target?.text ?? '';
    const page = account === undefined ? null : dmPage(dm, account);
    const { made } = sheet.read();
    // Asked for once more, it is said differently.
    const recentReplies = made === null ? about.recentReplies : [made, ...about.recentReplies];
    const text = words.invitationText({ ...about, recentReplies, post, page });
    const { dmTakesPictures } = setting;
    change((draft) => invitedToDm(draft, { text, replyToPostId: target?.id ?? null, made, dmTakesPictures }));
    sheet.set({ made: text });
    focus();
  };
  const goPrivate = (): void => {
    if (way === 'invite' && target !== undefined) {
      invite().catch(toasts.failed);
      return;
    }
    change((draft) => carriedToDm(draft, setting.dmTakesPictures));
    focus();
  };
  const settle = async (): Promise<void> => {
    const { words, about } = await said();
    const text = words.settledText(about);
    change((draft) => {
      const turned = { ...draft, ...turnedTo(draft, 'public') };
      // What somebody wrote themselves stays.
      if (turned.text.trim() !== '') return turned;
      sheet.set({ made: text });
      return { ...turned, text, replyToPostId: target?.id ?? null };
    });
    focus();
  };
  const goPublic = (): void => void settle().catch(toasts.failed);
  useCommand('goPrivate', goPrivate, account !== undefined);
  useCommand('goPublic', goPublic, isPrivate && target !== undefined && account !== undefined);
  return { way, hasPublic: target !== undefined, isPrivate, goPrivate, goPublic };
}
