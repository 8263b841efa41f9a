// What Instagram's ids tell by their looks.

/** Comments and posts have numbers for ids; those of messages hold letters, too. */
export const isMessageId = (nativeId: string): boolean => !/^\d+$/.test(nativeId);
