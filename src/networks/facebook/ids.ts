// What Facebook's ids tell by their looks: a post is named after whose page it stands on, a comment after its post. Pure.

/** Messages have letters in their ids; posts and comments digits alone. */
export const isMessageId = (nativeId: string): boolean => !/^\d+(?:_\d+)*$/.test(nativeId);

/** Whether a post stands on our Page, whoever wrote it. */
export const isOnPage = (pageId: string, postId: string): boolean => postId.startsWith(`${pageId}_`);

/** The post on our Page that a comment stands under, where nobody told it: a comment begins with the second half of it. */
export const postOfComment = (pageId: string, commentId: string): string =>
  `${pageId}_${commentId.slice(0, Math.max(0, commentId.indexOf('_')))}`;
