// Reads a form's conversations, from where they are kept.
import type { Reader } from '../kit/network.ts';
import { isFormId, type FormWord } from '../../domain/webform/words.ts';
import { gone, type FormContext } from './context.ts';
import { shownPost } from './normalise.ts';

const mostOfThread = 200;

export function createReader({ store }: FormContext, workspaceId: string): Reader {
  async function word(id: string): Promise<FormWord> {
    const found = isFormId(id) ? await store.word(workspaceId, id) : null;
    if (found === null) throw gone('This message');
    return found;
  }
  async function conversation(talkId: string | undefined, limit: number): Promise<FormWord[]> {
    const words =
      talkId !== undefined && isFormId(talkId) ? await store.words(workspaceId, talkId, limit) : [];
    if (words.length === 0) throw gone('This conversation');
    return words;
  }
  return {
    post: async (nativeId) => shownPost(await word(nativeId)),
    async thread({ nativeId, conversation: talkId }) {
      return (await conversation(talkId ?? (await word(nativeId)).talkId, mostOfThread)).map(shownPost);
    },
    // A person is their conversation.
    async authorPosts({ nativeId }, limit) {
      const words = await conversation(nativeId, mostOfThread);
      const theirs = words.filter(({ byTeam }) => !byTeam).map(shownPost);
      return theirs.toReversed().slice(0, limit);
    },
    async author({ nativeId }) {
      const words = await conversation(nativeId, mostOfThread);
      const post = words.map(shownPost).find(({ author }) => author.nativeId === nativeId);
      if (post === undefined) throw gone('This conversation');
      return post.author;
    },
  };
}
