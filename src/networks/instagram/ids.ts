// What Instagram's ids tell by their looks, and ours of a conversation and of a reaction.
import { cut, most } from '../kit/bounds.ts';

/** Comments and posts have numbers for ids; those of messages hold letters, too. */
export const isMessageId = (nativeId: string): boolean => !/^\d+$/.test(nativeId);

const reaction = 'reaction ';

/** A reaction has no id of its own: a person has one at a message. */
export const reactionId = (senderId: string, messageId: string): string =>
  cut(`${reaction}${senderId} ${messageId}`, most.idBytes);

/** Whether an id is one of ours for a reaction, of which Instagram knows nothing. */
export const isReaction = (nativeId: string): boolean => nativeId.startsWith(reaction);

/** The person that a conversation of ours is with. */
export const personOf = (conversation: string): string => conversation.slice(conversation.indexOf('/') + 1);
