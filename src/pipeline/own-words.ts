// Words that go out by themselves are held to the network's length and to the account's guideline like a reply.
import { measureLength } from '../domain/post/length.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import type { Visibility } from '../domain/post/post.ts';
import { stoppingOwnWords } from './guideline-check.ts';
import type { AccountRecord, WorkTx } from './ports.ts';

export interface OwnWords {
  text: string;
  lang: string;
  visibility: Visibility;
  /** Answers somebody whose name the network may want in front. */
  isAnswer: boolean;
}

/** Where a network wants the name of who is answered in the text: as long as names are. */
const nameLength = 60;

/** Why these words cannot go out, or null where they can. */
export async function stoppedBy(
  tx: WorkTx,
  manifest: NetworkManifest,
  account: AccountRecord,
  words: OwnWords,
): Promise<{ code: 'too_long' | 'guideline'; detail: string } | null> {
  const limits = account.limits ?? manifest.limits;
  const { used, max, fits } = measureLength(words.text, words.visibility === 'dm' ? limits.dm : limits.post);
  const added = words.isAnswer && manifest.threading.replyNeedsHandle ? nameLength : 0;
  if (!fits || used + added > max)
    return { code: 'too_long', detail: `${String(used + added)}/${String(max)}` };
  const [first] = await stoppingOwnWords(tx, account, words, words.text);
  return first === undefined ? null : { code: 'guideline', detail: first.rule };
}
