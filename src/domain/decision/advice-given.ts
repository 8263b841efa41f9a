// For tests: a decision's facts, as little of them said as a case needs.
import type { JudgementRow } from '../judgement/rows.ts';
import { adviseDecision, type Advice, type DecisionFacts } from './advice.ts';

const facts: DecisionFacts = {
  lang: 'ja',
  post: { author: 'taro', text: '青空の掃除機', isReply: false, isRepost: false, ageMinutes: 20 },
  origin: 'found',
  judgements: [],
  thread: [],
  newer: [],
  account: 'aozora',
  history: { contacts7d: 0, optedOut: false, lastOutcome: null, isKnown: false },
  permission: { reply: 'api', dm: 'api' },
  load: null,
};

/** `help .9`, `urgency=2`: a judgement with its value and probability. */
export function rows(...said: string[]): JudgementRow[] {
  return said.map((one) => {
    const [what = '', probability] = one.split(' ');
    const [kind = '', value = 'yes'] = what.split('=');
    return {
      kind,
      value,
      probability: probability === undefined ? null : Number(probability),
      method: 'model',
    };
  });
}

export interface Given extends Partial<Omit<DecisionFacts, 'post' | 'history' | 'permission'>> {
  text?: string;
  post?: Partial<DecisionFacts['post']>;
  history?: Partial<DecisionFacts['history']>;
  permission?: Partial<DecisionFacts['permission']>;
}

export function advise({ text, post, history, permission, ...rest }: Given): Advice {
  return adviseDecision({
    ...facts,
    ...rest,
    post: { ...facts.post, ...post, text: text ?? facts.post.text },
    history: { ...facts.history, ...history },
    permission: { ...facts.permission, ...permission },
  });
}
export const codes = (advice: Advice): string[] => advice.reasons.map(({ code }) => code);
