// What Instagram's ids tell by their looks, and ours of a conversation.

/** Comments and posts have numbers for ids; those of messages hold letters, too. */
export const isMessageId = (nativeId: string): boolean => !/^\d+$/.test(nativeId);

/** The person that a conversation of ours is with. */
export const personOf = (conversation: string): string => conversation.slice(conversation.indexOf('/') + 1);
