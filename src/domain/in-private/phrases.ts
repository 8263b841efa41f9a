// The pieces of which invitations into a DM, and words about the end of it, are put together.

export type Register = 'polite' | 'friendly';
/** Five of each, so that what is put together of three is another text each time. */
export type Five = readonly [string, string, string, string, string];

interface InvitationPieces {
  /** To who is in trouble. */
  sorry: Five;
  /** To everybody else. */
  heard: Five;
  why: Five;
  how: Five;
}

const whyJa: Five = [
  '公開の場ではお客さまの情報を伺えないため、続きは非公開でお話しできればと思います。',
  '詳しいご状況を、ほかの方の目に触れない形で確認いたします。',
  '個別の内容にあたるため、ここから先はご本人だけにご案内します。',
  'くわしく確かめるには、公開では差し支えのあることも伺います。',
  'お客さまの情報を守るため、ここには書かずにお知らせください。',
];
const whyEn: Five = [
  'We would like to look into it where nobody else reads along.',
  'What we have to ask about this should not stand in public.',
  'The details are between you and us, so let us take them out of this thread.',
  'To keep what is yours private, we would rather not go on here.',
  'This needs a closer look that only you should see.',
];

export const invitations: Record<'ja' | 'en', Record<Register, InvitationPieces>> = {
  ja: {
    polite: {
      sorry: [
        'ご不便をおかけして申し訳ございません。',
        'お困りのところ、ご迷惑をおかけし申し訳ありません。',
        'ご心配をおかけしておりますことをお詫びいたします。',
        'このたびはお手間を取らせてしまい、申し訳ございません。',
        'せっかくご利用いただいたのに、申し訳ございません。',
      ],
      heard: [
        'ご投稿を拝見しました。',
        'お知らせいただき、ありがとうございます。',
        'お声をお寄せくださり、ありがとうございます。',
        'お話を聞かせてくださり、ありがとうございます。',
        '投稿でお伝えくださり、ありがとうございます。',
      ],
      why: whyJa,
      how: [
        'お手数ですが、このアカウントへDMをお送りいただけますか。',
        'よろしければ、こちら宛てにダイレクトメッセージをいただけますでしょうか。',
        'ご都合のよいときに、DMでお声がけいただけますか。',
        '恐れ入りますが、プロフィールからDMでご連絡いただけませんか。',
        'DMをお寄せいただけましたら、担当が拝見します。お願いできますか。',
      ],
    },
    friendly: {
      sorry: [
        'ご不便をおかけして、すみません。',
        'お困りのところ、ご迷惑をおかけしてごめんなさい。',
        'ご心配をおかけしています。すみません。',
        'お手間を取らせてしまって、すみません。',
        'せっかく使っていただいたのに、すみません。',
      ],
      heard: [
        '投稿を拝見しました。',
        '知らせてくださって、ありがとうございます。',
        '声をかけてくださって、ありがとうございます。',
        'お話を聞かせてくれて、ありがとうございます。',
        '投稿で伝えてくださって、ありがとうございます。',
      ],
      why: whyJa,
      how: [
        'このアカウントへDMを送っていただけますか。',
        'よかったら、こちらにダイレクトメッセージをいただけますか。',
        'ご都合のいいときに、DMで声をかけてもらえますか。',
        'プロフィールからDMで連絡をいただけませんか。',
        'DMをいただけたら、すぐに見ます。お願いできますか。',
      ],
    },
  },
  en: {
    polite: {
      sorry: [
        'We are sorry for the trouble this has caused you.',
        'We apologise that this went wrong for you.',
        'That should not have happened, and we are sorry.',
        'Please accept our apologies for what you went through.',
        'It is not what you expected from us, and we are sorry about that.',
      ],
      heard: [
        'Thank you for telling us.',
        'We have read your post, thank you.',
        'Thank you for bringing this up.',
        'We are glad that you wrote about it.',
        'Thank you for taking the time to write.',
      ],
      why: whyEn,
      how: [
        'Could you send this account a DM?',
        'Would you write to us in a direct message, please?',
        'May we ask you for a DM, whenever it suits you?',
        'Can you reach out by DM from our profile?',
        'Would you drop us a direct message, so that one of us can help?',
      ],
    },
    friendly: {
      sorry: [
        'Sorry for the trouble this has caused you.',
        'Sorry that this went wrong for you.',
        'That shouldn’t have happened, and we’re sorry.',
        'Our apologies for what you went through.',
        'That’s not what you expected from us, sorry about that.',
      ],
      heard: [
        'Thanks for telling us.',
        'We’ve read your post, thanks.',
        'Thanks for bringing this up.',
        'Glad you wrote about it.',
        'Thanks for taking the time to write.',
      ],
      why: whyEn,
      how: [
        'Could you send us a DM?',
        'Would you write to us in a direct message?',
        'May we ask you for a DM when it suits you?',
        'Can you reach out by DM from our profile?',
        'Would you drop us a direct message, so that one of us can help?',
      ],
    },
  },
};

/** Where the network has a page for it. */
export const pageWords = { ja: 'DMはこちらから：', en: 'Our DMs: ' } as const;

interface EndPieces {
  thanks: Five;
  settled: Five;
  offer: Five;
}

export const ends: Record<'ja' | 'en', EndPieces> = {
  ja: {
    thanks: [
      'ご連絡をいただき、ありがとうございました。',
      'DMをお送りくださり、ありがとうございました。',
      'くわしくお知らせいただき、ありがとうございました。',
      'お時間をいただき、ありがとうございました。',
      'やり取りにお付き合いくださり、ありがとうございました。',
    ],
    settled: [
      'この件は、DMでのご案内で解決いたしました。',
      '続きは個別にお返事し、対応が済みました。',
      'ご相談いただいたことは、非公開のやり取りで落ち着きました。',
      'お返事はDMでお送りし、この件は完了しております。',
      'おかげさまで、DMでのご相談は終わりました。',
    ],
    offer: [
      'またお困りのことがあれば、お声がけください。',
      'ほかにもお気づきのことがあれば、お知らせください。',
      '何かありましたら、いつでもお尋ねください。',
      'その後の様子も、よろしければお聞かせください。',
      '気になることが出てきたら、ご連絡ください。',
    ],
  },
  en: {
    thanks: [
      'Thank you for your message.',
      'Thank you for getting in touch with us.',
      'Thank you for telling us more about it.',
      'Thank you for your time and patience.',
      'Thank you for working through this with us.',
    ],
    settled: [
      'This has been settled in the DM.',
      'You have our answer in private, and all is well again.',
      'We sorted it out together away from this thread.',
      'It was solved between you and us in messages.',
      'What you wrote about is done, as told in the DM.',
    ],
    offer: [
      'If anything else comes up, please write to us.',
      'Please tell us if there is more that you need.',
      'We are here should something turn up again.',
      'Do let us know how it goes from here.',
      'Just ask whenever something is unclear.',
    ],
  },
};
