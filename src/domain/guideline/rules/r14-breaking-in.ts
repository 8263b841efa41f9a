// R14: do not break into conversations. People who talk to each other, and not to us, are left alone.
import { bareHandle, calledIn } from '../conversation.ts';
import type { Rule } from '../finding.ts';

export const r14: Rule = {
  id: 'R14',
  level: 'warn',
  check({ post, thread, isFirstContact, persona, account = '' }) {
    // Where nobody knows which of them is us, we may be among those who talk.
    if (!post.isReply || (!isFirstContact && account === '')) return [];
    const others = [...new Set(thread.map(({ author }) => author))].filter(
      (author) => author !== '' && author !== post.author,
    );
    if (others.some((author) => account !== '' && bareHandle(author) === bareHandle(account))) return [];
    // Who answers nobody but themselves goes on with their own post, and talks to nobody.
    if (others.length === 0) return [];
    const known = [post.author, ...others].map(bareHandle);
    const isCalled = calledIn(post.text).some((handle) => !known.includes(handle));
    if (isCalled || others.includes(persona.name)) return [];
    return [{ reason: 'breaksIn', params: { authors: [post.author, ...others].slice(0, 3).join(', ') } }];
  },
};
