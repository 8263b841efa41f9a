// The form itself: shown, checked, and taken as the first word of a conversation.
import { beginTalk, isTalkBegun } from '../../storage/webform.ts';
import { hashSecret } from '../auth/secrets.ts';
import { talkSecret, talkToken } from './addresses.ts';
import { faultsIn, fieldNames, nothingEntered, readFields } from './fields.ts';
import { formPage, type FormPage } from './page.ts';
import { checkSending, freshStamp, notNow } from './sending.ts';
import { inForm, type Answer, type Asked, type Onward, type OpenForm } from './opened.ts';
import { submissionOf } from './stamp.ts';
import { wordsOf } from './words.ts';

const scope = 'form';

function shown(form: OpenForm, asked: Asked, over: Partial<FormPage> = {}): string {
  const { path, company, settings } = form;
  const { emailRequired, keepDays } = settings;
  const plain = { entered: nothingEntered, faults: {}, told: null };
  const stamp = over.stamp ?? freshStamp(form, scope);
  return formPage({ lang: asked.lang, company, path, emailRequired, keepDays, ...plain, ...over, stamp });
}

export const showForm = (form: OpenForm, asked: Asked): Promise<Answer> =>
  Promise.resolve({ status: 200, body: shown(form, asked) });

export async function takeForm(form: OpenForm, asked: Asked): Promise<Answer | Onward> {
  const entered = readFields(asked.body);
  const faults = faultsIn(entered, form.settings);
  const stamp = asked.body.get('stamp') ?? '';
  if (Object.keys(faults).length > 0) {
    const told = { kind: 'bad' as const, text: wordsOf[asked.lang].pleaseMend };
    return { status: 422, body: shown(form, asked, { entered, faults, told, stamp }) };
  }
  const { services, key, settings, workspaceId, accountId } = form;
  const { lang } = asked;
  const submissionWith = (nonce: string): string =>
    submissionOf(
      key,
      nonce,
      fieldNames.map((name) => entered[name]),
    );
  const checked = await checkSending(form, scope, asked, {
    isFirst: true,
    isKept: (nonce) => inForm(form, (trx) => isTalkBegun(trx, accountId, submissionWith(nonce))),
  });
  if ('told' in checked) {
    const { status, told, stamp: next } = checked;
    return { status, body: shown(form, asked, { entered, told, stamp: next }) };
  }
  const submission = submissionWith(checked.nonce);
  const secret = talkSecret(key, submission);
  const first = {
    ...entered,
    submission,
    secretHash: hashSecret(secret.toString('base64url')),
    lang,
    keepDays: settings.keepDays,
  };
  let talkId: string;
  try {
    talkId = await inForm(form, (trx) => beginTalk(trx, { workspaceId, accountId }, first, services));
  } catch (error) {
    const { status, told } = notNow(error, wordsOf[lang]);
    return { status, body: shown(form, asked, { entered, told, stamp }) };
  }
  return { to: `${form.path}/${talkToken(talkId, secret)}?lang=${lang}&sent=first` };
}
