// R14: do not break into conversations. People who talk to each other, and not to us, are left alone.
import type { Rule } from '../finding.ts';

const handles = /[@＠][\w.-]+/gu;

export const r14: Rule = {
  id: 'R14',
  level: 'warn',
  check({ post, thread, isFirstContact, persona, account = '' }) {
    // Where nobody knows which of them is us, we may be among those who talk.
    if (!post.isReply || (!isFirstContact && account === '')) return [];
    const others = [...new Set(thread.map(({ author }) => author))].filter(
      (author) => author !== '' && author !== post.author,
    );
    if (others.some((author) => author.toLowerCase() === account.toLowerCase())) return [];
    // Who answers nobody but themselves goes on with their own post, and talks to nobody.
    if (others.length === 0) return [];
    const called = Array.from(post.text.matchAll(handles), ([handle]) => handle.slice(1).toLowerCase());
    const isCalled = called.some((handle) => !others.some((other) => other.toLowerCase() === handle));
    if (isCalled || others.includes(persona.name)) return [];
    return [{ reason: 'breaksIn', params: { authors: [post.author, ...others].slice(0, 3).join(', ') } }];
  },
};
