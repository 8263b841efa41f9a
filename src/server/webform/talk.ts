// A conversation's page: what was said, a further word, and erasing it all.
import { AppError } from '../../domain/errors.ts';
import { erasedTalk, mostWords } from '../../domain/webform/words.ts';
import { applyChanges } from '../../pipeline/changes.ts';
import { eraseTalk, goOnWithTalk, isWordKept } from '../../storage/webform.ts';
import { talkWords } from '../../storage/webform-words.ts';
import { createWorkTx } from '../../storage/work/work-tx.ts';
import { faultsIn, nothingEntered, readFields } from './fields.ts';
import { plainPage, talkPage, type TalkPage, type Told } from './page.ts';
import { checkSending, freshStamp, notNow } from './sending.ts';
import { inForm, mostShown, type Answer, type Asked, type Onward, type OpenTalk } from './opened.ts';
import { submissionOf } from './stamp.ts';
import { wordsOf } from './words.ts';

/** Each conversation has stamps of its own. */
const scopeOf = ({ id }: OpenTalk): string => `talk ${id}`;

async function shown(talk: OpenTalk, asked: Asked, over: Partial<TalkPage> = {}): Promise<string> {
  const { form, path, expiresAt } = talk;
  const { company, timeZone, services } = form;
  return talkPage({
    lang: asked.lang,
    company,
    path,
    address: new URL(path, services.config.publicUrl).href,
    said: await inForm(form, (trx) => talkWords(trx, talk.id, mostShown)),
    timeZone,
    expiresAt,
    isOpen: form.isHeard,
    entered: nothingEntered,
    faults: {},
    told: null,
    ...over,
    stamp: over.stamp ?? freshStamp(form, scopeOf(talk)),
  });
}

export async function showTalk(talk: OpenTalk, asked: Asked): Promise<Answer> {
  const words = wordsOf[asked.lang];
  const sent = asked.query.get('sent');
  const first: Told = { kind: 'good', title: words.thanks, text: words.thanksLead };
  const told =
    sent === 'first' ? first : sent === 'more' ? { kind: 'good' as const, text: words.taken } : null;
  return { status: 200, body: await shown(talk, asked, { told }) };
}

export async function takeTalk(talk: OpenTalk, asked: Asked): Promise<Answer | Onward> {
  return asked.body.get('do') === 'erase' ? erase(talk, asked) : say(talk, asked);
}

async function say(talk: OpenTalk, asked: Asked): Promise<Answer | Onward> {
  const { form } = talk;
  const words = wordsOf[asked.lang];
  const entered = { ...nothingEntered, text: readFields(asked.body).text };
  const faults = faultsIn(entered, { emailRequired: false });
  const refused = async (status: number, over: Partial<TalkPage>): Promise<Answer> => ({
    status,
    body: await shown(talk, asked, { entered, ...over }),
  });
  if (!form.isHeard) return refused(409, { told: { kind: 'bad', text: words.closed } });
  const given = asked.body.get('stamp') ?? '';
  if (faults.text !== undefined) {
    return refused(422, { faults, stamp: given, told: { kind: 'bad', text: words.pleaseMend } });
  }
  const { services, key, settings, workspaceId, accountId } = form;
  const submissionWith = (nonce: string): string => submissionOf(key, nonce, [entered.text]);
  const checked = await checkSending(form, scopeOf(talk), asked, {
    isFirst: false,
    isKept: (nonce) => inForm(form, (trx) => isWordKept(trx, talk.id, submissionWith(nonce))),
  });
  if ('told' in checked) return refused(checked.status, { told: checked.told, stamp: checked.stamp });
  const next = {
    talkId: talk.id,
    submission: submissionWith(checked.nonce),
    text: entered.text,
    keepDays: settings.keepDays,
    most: mostWords,
  };
  try {
    await inForm(form, (trx) => goOnWithTalk(trx, { workspaceId, accountId }, next, services));
  } catch (error) {
    const isFull = error instanceof AppError && error.code === 'limit_reached';
    if (!isFull) {
      const { status, told } = notNow(error, words);
      return refused(status, { stamp: given, told });
    }
    return refused(409, { told: { kind: 'bad', text: words.full } });
  }
  return { to: `${talk.path}?lang=${asked.lang}&sent=more` };
}

async function erase(talk: OpenTalk, asked: Asked): Promise<Answer> {
  const { form } = talk;
  const words = wordsOf[asked.lang];
  if (asked.body.get('sure') !== 'yes') {
    const told = { kind: 'bad' as const, text: words.eraseAsk };
    return { status: 422, body: await shown(talk, asked, { told, isErasing: true }) };
  }
  const checked = await checkSending(form, scopeOf(talk), asked, { isFirst: false, isErasing: true });
  if ('told' in checked) {
    const { status, stamp } = checked;
    const told = { kind: 'bad' as const, text: words.eraseAsk };
    return { status, body: await shown(talk, asked, { told, stamp, isErasing: true }) };
  }
  const { services, workspaceId, accountId, company, path } = form;
  const at = new Date(services.now()).toISOString();
  await inForm(form, async (trx) => {
    if (!(await eraseTalk(trx, { workspaceId, accountId }, talk.id, at))) return;
    // At once, and not when the listener hears of it: it may be paused, or gone.
    const { now, newId } = services;
    const tx = createWorkTx(trx, { workspaceId, now, newId: () => newId() });
    await applyChanges(tx, 'webform', [{ heard: erasedTalk({ talkId: talk.id, at }) }], () => []);
  });
  const next = form.isHeard ? { next: path } : {};
  const said = { company, title: words.erased, text: words.erasedLead, ...next };
  return { status: 200, body: plainPage(asked.lang, said) };
}
