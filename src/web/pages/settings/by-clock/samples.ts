// Texts to begin with; the team makes them its own.
import type { Reply } from '../../../api/client.ts';

type DayPosts = Reply<'readAccountHours'>['dayPosts'];
type AfterHours = Reply<'readAccountHours'>['afterHours'];

const dayPosts: Record<DayPosts['lang'], DayPosts> = {
  ja: {
    lang: 'ja',
    opening: {
      usual: [
        'おはようございます。本日のサポートは{hours}です。お困りのことがあれば、お気軽にお声がけください。',
        'サポートを開始しました。{date}は{hours}の受付です。',
      ],
      first: ['お休みをいただいておりました。本日{date}からサポートを再開いたします（{hours}）。'],
    },
    closing: {
      usual: [
        '本日のサポートは終了いたします。次は{next}から対応いたします。',
        '本日の受付は以上です。いただいたご連絡には、{next}から順にお答えいたします。',
      ],
      last: ['本日のサポートは終了いたします。お休みをはさみ、次は{next}から対応いたします。'],
    },
  },
  en: {
    lang: 'en',
    opening: {
      usual: [
        'Good morning. We are here today {hours}. Ask us anything.',
        'Support is open: {date}, {hours}.',
      ],
      first: ['We are back. Support is open today, {date}, {hours}.'],
    },
    closing: {
      usual: [
        'Support is closed for today. We are back on {next}.',
        'That is all for today. We answer what you wrote from {next}.',
      ],
      last: ['Support is closed for today. After a break we are back on {next}.'],
    },
  },
};

export function sampleDayPosts(lang: DayPosts['lang']): DayPosts {
  return dayPosts[lang];
}

/** With places for what is filled in already. */
export function sampleAfterHours(settings: AfterHours): AfterHours {
  const { help, other } = settings;
  const ja = [
    '自動応答です。ただいま受付時間外のため、{next}から担当者がお答えします。',
    help === '' ? '' : 'よくあるご質問はこちら：{help}',
    other === '' ? '' : 'お急ぎの方は{other}へお願いいたします。',
  ];
  const en = [
    'This is an automatic answer: our team is away now and answers from {next}.',
    help === '' ? '' : 'Help yourself here: {help}',
    other === '' ? '' : 'If it is urgent: {other}',
  ];
  const joined = (parts: string[], by: string): string => parts.filter(Boolean).join(by);
  return { ...settings, texts: { ja: joined(ja, '\n'), en: joined(en, '\n') } };
}
