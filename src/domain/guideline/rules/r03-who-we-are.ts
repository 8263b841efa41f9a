// R03: say who you are, to whoever hears from us for the first time.
import { foldText } from '../../listening/fold.ts';
import type { DraftContext } from '../context.ts';
import { bareHandle, oursIn } from '../conversation.ts';
import type { Rule } from '../finding.ts';

const folded = (text: string): string => foldText(text).replaceAll(/\s+/gu, ' ').trim();

/** Whether a reply in a conversation is signed here: as ours in it were, and the first of ours in it is. */
function isSignedHere(context: DraftContext): boolean {
  const { post, thread, recentReplies, persona, channel } = context;
  const { signature } = persona;
  const signed = (text: string): boolean => folded(text).includes(folded(signature));
  if (channel === 'dm' || !post.isReply || thread.length === 0 || folded(signature) === '') return false;
  const isAlone = thread.every(({ author }) => bareHandle(author) === bareHandle(post.author));
  return isAlone || [...oursIn(context).map(({ text }) => text), ...recentReplies].some(signed);
}

export const r03: Rule = {
  id: 'R03',
  level: 'warn',
  check(context) {
    const {
      isFirstContact,
      persona: { name, signature },
      draft,
    } = context;
    if (!isFirstContact && !isSignedHere(context)) return [];
    const text = folded(draft);
    const isSaid = (what: string): boolean => folded(what) !== '' && text.includes(folded(what));
    if (isSaid(signature) || isSaid(name)) return [];
    if (folded(signature) !== '')
      return [{ reason: isFirstContact ? 'unsigned' : 'unsignedHere', params: { signature } }];
    return folded(name) === '' ? [] : [{ reason: 'unnamed', params: { name } }];
  },
};
