// How an account is named in a text: with a sign before it, whatever stands before that but an e-mail address.

/**
 * All of a text. A Latin name ends where the words of another script go on, for Japanese is written without spaces; e-mail
 * addresses are to be masked before.
 */
export const mention =
  /(?<!\w)[@＠](?:[\p{sc=Latin}\p{N}_](?:[\p{sc=Latin}\p{M}\p{N}_.@-]*[\p{sc=Latin}\p{M}\p{N}_])?|[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.@-]*[\p{L}\p{M}\p{N}_])?)/gu;
