// What a post was judged to be, in words; what the interface has no words for is left out.
import { ownMethods } from '../../domain/judgement/rows.ts';
import type { LedgerEntryView } from '../../contract/views.ts';
import { useI18n } from '../i18n/i18n.tsx';
import type { MessageId } from '../i18n/translator.ts';
import type { JudgedFact } from '../search.ts';

export type Judgement = LedgerEntryView['judgements'][number];

/** By kind and value; first what an agent should see first. */
const words: Readonly<Record<string, MessageId>> = {
  'urgency 3': 'judgement.urgency3',
  'abuse harassment': 'judgement.harassment',
  'urgency 2': 'judgement.urgency2',
  'churn yes': 'judgement.churn',
  'help yes': 'judgement.help',
  'question yes': 'judgement.question',
  'complaint yes': 'judgement.complaint',
  'idea yes': 'judgement.idea',
  'praise yes': 'judgement.praise',
  'spam yes': 'judgement.spam',
  'about no': 'judgement.notAbout',
  'abuse rude': 'judgement.rude',
  'urgency 1': 'judgement.urgency1',
  'sentiment negative': 'judgement.negative',
  'sentiment positive': 'judgement.positive',
  'speak yes': 'judgement.speakYes',
  'speak private': 'judgement.speakPrivate',
  'speak no': 'judgement.speakNo',
  // The usual answers are told of only where a person gave them.
  'about yes': 'judgement.about',
  'help no': 'judgement.notHelp',
  'question no': 'judgement.notQuestion',
  'complaint no': 'judgement.notComplaint',
  'idea no': 'judgement.notIdea',
  'praise no': 'judgement.notPraise',
  'spam no': 'judgement.notSpam',
  'churn no': 'judgement.notChurn',
  'sentiment neutral': 'judgement.neutral',
  'urgency 0': 'judgement.urgency0',
  'abuse none': 'judgement.notAbuse',
};
const order = Object.keys(words);

/** Those a row of a list has room for say something that the others do not. */
const notForRows = new Set([
  'urgency 1',
  'sentiment negative',
  'sentiment positive',
  'speak yes',
  'speak private',
  'speak no',
  'about yes',
  'help no',
  'question no',
  'complaint no',
  'idea no',
  'praise no',
  'spam no',
  'churn no',
  'sentiment neutral',
  'urgency 0',
  'abuse none',
]);

export interface Said {
  key: string;
  kind: string;
  text: string;
  /** That it is so, from 0 to 1; null where rules or people decided. */
  probability: number | null;
  isByPerson: boolean;
  /** The name of the other model that says so; null where it is the built-in one or a person. */
  otherModel: string | null;
}

/** One value of a judgement in words; undefined where there are none. */
export function useValueWords(): (kind: string, value: string) => string | undefined {
  const { t } = useI18n();
  return (kind, value) => {
    const id = words[`${kind} ${value}`];
    return id === undefined ? undefined : t(id);
  };
}

/** Rows keep how sure it is that a post is about us, also where the answer is no. */
function certainty({ kind, value, probability }: Judgement): number | null {
  return probability !== null && kind === 'about' && value === 'no' ? 1 - probability : probability;
}

/** What was said, the weightiest first. */
export function useJudgementWords(): (judgements: readonly Judgement[]) => Said[] {
  const wordsOf = useValueWords();
  return (judgements) =>
    judgements
      .flatMap((judgement) => {
        const { kind, value, method } = judgement;
        const text = wordsOf(kind, value);
        if (text === undefined) return [];
        const key = `${kind} ${value}`;
        const otherModel = ownMethods.has(method) ? null : method;
        const isByPerson = method === 'person';
        return [{ key, kind, text, probability: certainty(judgement), isByPerson, otherModel }];
      })
      .toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** Of these, what a row of a list shows. */
export function forRow(said: readonly Said[], most = 3): Said[] {
  return said.filter(({ key }) => !notForRows.has(key)).slice(0, most);
}

const factWords: Readonly<Record<JudgedFact, MessageId>> = {
  urgent: 'judged.urgent',
  'urgency 3': 'judgement.urgency3',
  help: 'judgement.help',
  complaint: 'judgement.complaint',
  question: 'judgement.question',
  idea: 'judgement.idea',
  praise: 'judgement.praise',
  churn: 'judgement.churn',
  'abuse harassment': 'judgement.harassment',
  'speak yes': 'judgement.speakYes',
  'speak private': 'judgement.speakPrivate',
  'speak no': 'judgement.speakNo',
  noise: 'judged.noise',
};

/** What a fact one filters by is called. */
export function useFactName(): (fact: JudgedFact) => string {
  const { t } = useI18n();
  return (fact) => t(factWords[fact]);
}
