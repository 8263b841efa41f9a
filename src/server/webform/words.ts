// What the pages of a form say to its visitors, in Japanese and English.
import type { FormLanguage } from '../../domain/webform/words.ts';

interface Words {
  title: string;
  lead: string;
  name: string;
  email: string;
  emailHint: string;
  reference: string;
  text: string;
  optional: string;
  required: string;
  trap: string;
  send: string;
  privacy: (days: number) => string;
  otherLanguage: string;
  pleaseMend: string;
  missing: string;
  tooLong: (most: number) => string;
  noEmail: string;
  tooQuick: string;
  stale: string;
  trapped: string;
  notNow: string;
  tooMany: (minutes: number) => string;
  thanks: string;
  thanksLead: string;
  keepTitle: string;
  keepLabel: string;
  keepLead: (date: string) => string;
  ownWindow: string;
  talk: string;
  you: string;
  team: (company: string) => string;
  edited: (time: string) => string;
  none: string;
  refresh: string;
  goOn: string;
  goOnText: string;
  taken: string;
  full: string;
  closed: string;
  eraseTitle: string;
  eraseLead: string;
  eraseAsk: string;
  eraseSure: string;
  erase: string;
  erased: string;
  erasedLead: string;
  newOne: string;
  nothing: string;
  nothingLead: string;
  trouble: string;
  troubleLead: string;
  tooLarge: string;
}

const en: Words = {
  title: 'Contact',
  lead: 'Write to us here. You can read our answer on a page of your own, whose address you get when you have sent this.',
  name: 'Name',
  email: 'E-mail',
  emailHint: 'For example name@example.com',
  reference: 'Order or reference number',
  text: 'Message',
  optional: 'optional',
  required: 'required',
  trap: 'Leave this empty',
  send: 'Send',
  privacy: (days) =>
    `Only we read what you write. The page of your conversation is there for ${days} days after the last word in it, and you can erase it there.`,
  otherLanguage: '日本語',
  pleaseMend: 'It was not sent yet. Please look at what is marked.',
  missing: 'Please fill this in.',
  tooLong: (most) => `Please write at most ${most.toLocaleString('en')} characters.`,
  noEmail: 'Please enter an e-mail address like name@example.com.',
  tooQuick: 'It was not sent yet, as it came so quickly. Please press “Send” once more.',
  stale:
    'It was not sent yet, as this page had been open for long or was sent several times. Please press “Send” once more.',
  trapped:
    'It was not sent yet. A field that should stay empty was filled in; it is empty now. Please press “Send” once more.',
  notNow:
    'It was not sent yet, as we cannot take it just now. What you wrote is still here: please press “Send” again in a minute.',
  tooMany: (minutes) =>
    `It was not sent yet: too much was sent in a short time. Please press “Send” again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  thanks: 'Thank you, your message is with us',
  thanksLead: 'Our answer will appear on this page.',
  keepTitle: 'Keep the address of this page',
  keepLabel: 'Address of this page',
  keepLead: (date) =>
    `It is the only way back here. Bookmark it or copy it, and show it to nobody: whoever has it can read this. The page is there until ${date}, and longer if more is written.`,
  ownWindow: 'Open this page in a window of its own',
  talk: 'Conversation',
  you: 'You',
  team: (company) => company,
  edited: (time) => `(changed ${time})`,
  none: 'There is no answer yet.',
  refresh: 'Look for new answers',
  goOn: 'Write on',
  goOnText: 'Your message',
  taken: 'Your message is with us.',
  full: 'This conversation is full. Please begin a new one with the form.',
  closed:
    'This form is closed. Nothing more can be written here; you can still read the conversation and erase it.',
  eraseTitle: 'Erase this conversation',
  eraseLead:
    'Your messages, our answers, your name and your address are erased here and where our team reads them. This cannot be undone.',
  eraseAsk:
    'Nothing was erased yet. Tick the box below to confirm that, then press “Erase the conversation”.',
  eraseSure: 'Yes, erase it for good',
  erase: 'Erase the conversation',
  erased: 'The conversation is erased',
  erasedLead: 'What you wrote and our answers are gone, and so is this page.',
  newOne: 'Write a new message',
  nothing: 'There is nothing here',
  nothingLead: 'The address is not whole, or what was here has run out or was erased.',
  trouble: 'That did not work',
  troubleLead: 'Please go back and try again in a while.',
  tooLarge: 'What was sent is too large. Please go back and shorten it.',
};

const ja: Words = {
  title: 'お問い合わせ',
  lead: 'こちらからお問い合わせください。送信すると、回答を読むためのお客さま専用ページのアドレスが表示されます。',
  name: 'お名前',
  email: 'メールアドレス',
  emailHint: '例：name@example.com',
  reference: '注文番号・受付番号',
  text: 'お問い合わせ内容',
  optional: '任意',
  required: '必須',
  trap: 'ここには入力しないでください',
  send: '送信する',
  privacy: (days) =>
    `お書きいただいた内容を読むのは、当社の担当者だけです。会話のページは、最後のやり取りから ${days} 日間ご覧になれます。ページからいつでも削除できます。`,
  otherLanguage: 'English',
  pleaseMend: 'まだ送信されていません。印の付いた項目をご確認ください。',
  missing: '入力してください。',
  tooLong: (most) => `${most.toLocaleString('ja')} 文字以内で入力してください。`,
  noEmail: 'メールアドレスを name@example.com のように入力してください。',
  tooQuick:
    '送信が速すぎたため、まだ送信されていません。お手数ですが、もう一度「送信する」を押してください。',
  stale:
    'ページを開いてから時間がたったか、何度も送信されたため、まだ送信されていません。お手数ですが、もう一度「送信する」を押してください。',
  trapped:
    'まだ送信されていません。空のままにする欄に入力があったため、空に戻しました。お手数ですが、もう一度「送信する」を押してください。',
  notNow:
    'ただいま受け付けられないため、まだ送信されていません。お書きいただいた内容は残っています。1 分ほどおいて、もう一度「送信する」を押してください。',
  tooMany: (minutes) =>
    `短い時間に送信が続いたため、まだ送信されていません。${minutes} 分ほどたってから、もう一度「送信する」を押してください。`,
  thanks: 'お問い合わせを受け付けました',
  thanksLead: '回答は、このページに表示されます。',
  keepTitle: 'このページのアドレスを保存してください',
  keepLabel: 'このページのアドレス',
  keepLead: (date) =>
    `このページに戻るには、このアドレスが必要です。ブックマークするか、コピーしておいてください。アドレスを知っている人は内容を読めますので、ほかの人に見せないでください。${date}までご覧になれます（やり取りが続けば延びます）。`,
  ownWindow: 'このページを別のウィンドウで開く',
  talk: 'やり取り',
  you: 'お客さま',
  team: (company) => company,
  edited: (time) => `（${time} に変更）`,
  none: 'まだ回答はありません。',
  refresh: '新しい回答を確認する',
  goOn: '続けて書く',
  goOnText: 'メッセージ',
  taken: 'メッセージを受け付けました。',
  full: 'この会話には、これ以上書き込めません。フォームから新しくお問い合わせください。',
  closed:
    'このフォームは受付を終了しました。新しく書き込むことはできません。会話を読むことと、削除することはできます。',
  eraseTitle: 'この会話を削除する',
  eraseLead:
    'お書きいただいた内容、担当者の回答、お名前、メールアドレスを、このページからも、担当者が読む画面からも削除します。元には戻せません。',
  eraseAsk: 'まだ削除していません。下の確認欄に印を付けてから、「会話を削除する」を押してください。',
  eraseSure: 'はい、完全に削除します',
  erase: '会話を削除する',
  erased: '会話を削除しました',
  erasedLead: 'お書きいただいた内容と回答は削除され、このページもなくなりました。',
  newOne: '新しく問い合わせる',
  nothing: 'このアドレスには何もありません',
  nothingLead: 'アドレスが途中で切れているか、期限が過ぎたか、削除されています。',
  trouble: '処理できませんでした',
  troubleLead: '前のページに戻り、しばらくしてからもう一度お試しください。',
  tooLarge: '送信された内容が大きすぎます。前のページに戻り、短くしてください。',
};

export const wordsOf: Record<FormLanguage, Words> = { ja, en };
export type { Words };
