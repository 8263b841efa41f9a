// What is said about a profile, in Japanese and English: what is missing, what to do, and words one can copy.
import type { HoursLanguage } from '../hours/words.ts';
import type { ProfileFindingCode } from './check.ts';

interface Words {
  /** `{about}` stands for what the finding is about. */
  says: string;
  /** What to do now. */
  todo: string;
}

const words: Record<ProfileFindingCode, Record<HoursLanguage, Words>> = {
  noDescription: {
    ja: {
      says: '自己紹介が空です。',
      todo: 'だれが、いつ、何に答えるかを書きます。初めて見た人が、本物かどうかを確かめる場所です。',
    },
    en: {
      says: 'The description is empty.',
      todo: 'Say who answers, when, and about what: this is where a stranger looks whether the account is real.',
    },
  },
  noName: {
    ja: {
      says: '表示名がないか、ユーザー名と同じです。',
      todo: '会社やブランドの名前と、サポートであることが分かる表示名にします。',
    },
    en: {
      says: 'It has no display name but its handle.',
      todo: 'Give it a name that says the brand, and that it is support.',
    },
  },
  noPicture: {
    ja: {
      says: 'プロフィール画像がありません。',
      todo: 'ブランドのロゴなど、公式と分かる画像を設定します。',
    },
    en: {
      says: 'It has no picture.',
      todo: 'Set the brand’s logo, or another picture that people know it by.',
    },
  },
  noBrandName: {
    ja: {
      says: '「{about}」の名前が、表示名にも自己紹介にもありません。',
      todo: 'どのブランドのアカウントかを、自己紹介に書きます。',
    },
    en: {
      says: 'Neither its name nor its description says “{about}”.',
      todo: 'Say in the description whose account this is.',
    },
  },
  noWho: {
    ja: {
      says: 'だれが答えるのかが書かれていません。',
      todo: 'サポートの担当者が答えていることを、自己紹介に書きます。',
    },
    en: {
      says: 'It does not say who answers.',
      todo: 'Say in the description that people of support answer here.',
    },
  },
  noHours: {
    ja: {
      says: '対応時間が書かれていません。',
      todo: '自己紹介に対応時間を書きます。時間外に書いた人が、いつ返事が来るかを知る手がかりです。',
    },
    en: {
      says: 'It does not say the hours.',
      todo: 'Write them into the description, so that who writes at night knows when to expect an answer.',
    },
  },
  otherHours: {
    ja: {
      says: 'プロフィールの対応時間が、Kizuki に設定した時間と違います。',
      todo: '正しい方に合わせます。プロフィールを書き換えるか、営業時間の設定を直します。',
    },
    en: {
      says: 'The hours in the profile are not the ones set in Kizuki.',
      todo: 'Make them agree: change the profile, or the account’s hours in the settings.',
    },
  },
  noLanguage: {
    ja: {
      says: '{about}でも答えているのに、{about}の説明がありません。',
      todo: '短くてよいので、その言語でも書きます。',
    },
    en: {
      says: 'It answers in {about}, and says nothing in it.',
      todo: 'A short line in that language is enough.',
    },
  },
  noOtherWay: {
    ja: {
      says: 'ほかの連絡先がありません。',
      todo: 'ヘルプページ、問い合わせフォーム、電話のどれかを書きます。時間外や個人情報のある用件の行き先です。',
    },
    en: {
      says: 'There is no other way to reach you.',
      todo: 'Add a help page, a form or a phone number: for after hours, and for what is not for the public.',
    },
  },
  brandUnread: {
    ja: {
      says: '{about} が見つかりません。',
      todo: 'ブランドのアカウントのユーザー名を確かめて、入れ直します。',
    },
    en: { says: '{about} was not found.', todo: 'Check the brand account’s handle and enter it again.' },
  },
  notLinkedFromBrand: {
    ja: {
      says: '{about} のプロフィールに、このアカウントへの案内がありません。',
      todo: 'ブランドのアカウントの自己紹介に書き足してもらいます。',
    },
    en: {
      says: 'The profile of {about} does not lead to this account.',
      todo: 'Have it added to the brand account’s description.',
    },
  },
  brandNotLinked: {
    ja: {
      says: '自己紹介に、{about} への案内がありません。',
      todo: 'お互いに案内があると、本物だと分かります。',
    },
    en: {
      says: 'The description does not lead to {about}.',
      todo: 'When each leads to the other, people see that both are real.',
    },
  },
  noBotLabel: {
    ja: {
      says: '自動の投稿だけをしているのに、ボットの表示がありません。',
      todo: 'ネットワークの設定で、ボット（自動アカウント）と表示します。',
    },
    en: {
      says: 'Only the program posts here, and the account is not labelled as a bot.',
      todo: 'Turn the label on in the network’s own settings.',
    },
  },
  botLabel: {
    ja: {
      says: '人が答えているのに、ボットと表示されています。',
      todo: 'ネットワークの設定でボットの表示を外し、自動の投稿があることは自己紹介に書きます。',
    },
    en: {
      says: 'People answer here, and the account is labelled as a bot.',
      todo: 'Take the label off in the network’s settings, and say in the description that some posts are automatic.',
    },
  },
};

const languageNames = (lang: HoursLanguage, code: string): string =>
  new Intl.DisplayNames([lang], { type: 'language' }).of(code) ?? code;

/** What is wrong and what to do. `about` as the finding has it. */
export function findingWords(
  { code, about }: { code: ProfileFindingCode; about: string },
  lang: HoursLanguage,
): Words {
  const { says, todo } = words[code][lang];
  const named = code === 'noLanguage' ? languageNames(lang, about) : about;
  return { says: says.replaceAll('{about}', () => named), todo };
}

export interface CopyFacts {
  /** The brand's, or the account's own. */
  name: string;
  handle: string;
  brandHandle: string | null;
  /** In words; null where none are set. */
  hours: string | null;
  lang: HoursLanguage;
}

/** Words for the profile; null where there are none to copy. What only the team knows is left open as `https://…`. */
export function copyOf(code: ProfileFindingCode, facts: CopyFacts): string | null {
  const { ja, en } = copies(code, facts);
  return facts.lang === 'ja' ? ja : en;
}

const none = { ja: null, en: null };

function copies(
  code: ProfileFindingCode,
  { name, handle, brandHandle, hours }: CopyFacts,
): Record<HoursLanguage, string | null> {
  const whole = {
    ja: `${name}の公式サポートです。${hours === null ? '' : `${hours}に、`}担当者がお答えします。そのほかの窓口：https://…`,
    en: `Official support of ${name}. Our team answers${hours === null ? '' : `: ${hours}`}. Other ways to reach us: https://…`,
  };
  switch (code) {
    case 'noDescription':
    case 'noLanguage':
      return whole;
    case 'noName':
      return { ja: `${name} サポート`, en: `${name} Support` };
    case 'noBrandName':
    case 'noWho':
      return {
        ja: `${name}の公式サポートです。担当者がお答えします。`,
        en: `Official support of ${name}, answered by our team.`,
      };
    case 'noHours':
    case 'otherHours':
      return hours === null ? none : { ja: `対応時間：${hours}`, en: `We answer ${hours}.` };
    case 'noOtherWay':
      return {
        ja: 'お急ぎの方・個人情報を含むご用件：https://…',
        en: 'In a hurry, or not for the public? https://…',
      };
    case 'notLinkedFromBrand':
      return { ja: `お困りの方は @${handle} へどうぞ。`, en: `Need help? @${handle}` };
    case 'brandNotLinked':
      return { ja: `お知らせは ${brandHandle ?? ''} で。`, en: `News: ${brandHandle ?? ''}` };
    case 'botLabel':
      return {
        ja: '始業・終業などの一部の投稿は自動です。お返事は担当者が書いています。',
        en: 'Some posts are automatic. Answers are written by people.',
      };
    case 'noPicture':
    case 'brandUnread':
    case 'noBotLabel':
      return none;
  }
}
