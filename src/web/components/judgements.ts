// What a post was judged to be, in words; what the interface has no words for is left out.
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
]);

export interface Said {
  key: string;
  text: string;
  /** From 0 to 1; null where rules decided. */
  probability: number | null;
}

/** What was said, the weightiest first. */
export function useJudgementWords(): (judgements: readonly Judgement[]) => Said[] {
  const { t } = useI18n();
  return (judgements) =>
    judgements
      .map(({ kind, value, probability }) => ({ key: `${kind} ${value}`, probability }))
      .filter(({ key }) => words[key] !== undefined)
      .toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
      .flatMap(({ key, probability }) => {
        const id = words[key];
        return id === undefined ? [] : [{ key, text: t(id), probability }];
      });
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
