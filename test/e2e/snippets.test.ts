// Snippets, and help articles beside them: made in the settings, brought in from a file, opened in the composer by a key, filled in, and stopped while a blank is open.
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SnippetView } from '../../src/contract/endpoints/drafting.ts';
import { fileLimits } from '../../src/domain/drafting/table-file.ts';
import { call, joinTeam } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, sendButton } from './support/work.ts';

const stage = programStage();
const words =
  '{name}さま、ご不便をおかけしております。{product}の電源を抜き、10秒ほど待ってから入れ直していただけますでしょうか。結果を{いつ}までにお知らせください。';
let owner: Desk;
let question: Question;

beforeAll(async () => {
  owner = await stage().desk({ locale: 'ja' });
  await setUpPractice(owner, ['あおば']);
  question = await ask(owner, 'あおばルーターの赤いランプが消えない。困った');
});

const field = ({ page, t }: Desk): Locator => page.getByRole('textbox', { name: t('composer.label.public') });
const find = ({ page, t }: Desk): Locator => page.getByRole('combobox', { name: t('begin.find') });
const focused = (part: Locator): Promise<void> => part.and(part.page().locator(':focus')).waitFor();
const options = ({ page }: Desk): Locator => page.getByRole('option');
const picture = ({ page }: Desk, name: string) =>
  page.screenshot({ path: `.cache/drafting/${name}.png`, animations: 'disabled' });
const told = ({ name, key, text, tags, lang, brandId, accountId }: SnippetView) => ({
  name,
  key,
  text,
  tags,
  lang,
  brandId,
  accountId,
});
/** What is selected in the field of the reply. */
const selected = (desk: Desk): Promise<string> =>
  field(desk).evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as unknown as Record<string, never>;
    return String(value).slice(Number(selectionStart), Number(selectionEnd));
  });

describe('in the settings', () => {
  test('one is made, changed with its history, put away and taken back', async () => {
    const { page, t } = owner;
    await page.goto('/settings/snippets');
    await page.getByText(t('settings.snippets.none')).waitFor();
    await button(owner, t('settings.snippets.add')).click();
    await page.getByRole('textbox', { name: t('settings.snippets.name') }).fill('電源の入れ直し');
    await page.getByRole('textbox', { name: t('settings.snippets.key') }).fill('denngen');
    await page.getByRole('textbox', { name: t('settings.snippets.text') }).fill('入れ直してください。');
    expect(await axeFaults(page)).toEqual([]);
    await picture(owner, 'settings-form-ja-light');
    await button(owner, t('common.save')).click();
    const name = { name: '電源の入れ直し' };
    await button(owner, t('settings.snippets.editOf', name)).click();
    await page.getByRole('textbox', { name: t('settings.snippets.text') }).fill(words);
    await page.getByRole('textbox', { name: t('settings.snippets.key') }).fill('dengen');
    await button(owner, t('common.save')).click();
    await button(owner, t('settings.snippets.historyOf', name)).click();
    await page
      .getByRole('list', { name: t('settings.snippets.history') })
      .getByText('入れ直してください。')
      .waitFor();
    await button(owner, t('settings.snippets.archiveOf', name)).click();
    await page.getByText(t('settings.snippets.none')).waitFor();
    await button(owner, t('settings.snippets.undo')).click();
    await button(owner, t('settings.snippets.editOf', name)).waitFor();
    expect((await call(owner, 'listSnippets')).rows).toMatchObject([
      { text: words, key: 'dengen', version: 4 },
    ]);
  });

  test('a file is looked at with its faults by line, then brought in', async () => {
    const { page, t } = owner;
    await button(owner, t('settings.import.open')).click();
    const text =
      'key,name,text,lang\r\nthanks,お礼,{name}さま、ありがとうございます。,ja\r\nbad key,x,y,\r\nwait,Wait,,en\r\n';
    const chooser = page.waitForEvent('filechooser');
    await button(owner, t('settings.import.choose')).click();
    await (await chooser).setFiles({ name: 's.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('settings.import.fault.missing', { field: 'text', most: 0 })).waitFor();
    await dialog.getByText(t('settings.import.line', { line: 3 })).waitFor();
    await picture(owner, 'settings-import-ja-light');
    await dialog.getByRole('button', { name: t('settings.import.bring', { count: 1 }) }).click();
    await button(owner, t('settings.snippets.editOf', { name: 'お礼' })).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await picture(owner, 'settings-ja-light');
  });

  test('a file that is too large says so', async () => {
    const { page, t } = owner;
    await button(owner, t('settings.import.open')).click();
    const chooser = page.waitForEvent('filechooser');
    await button(owner, t('settings.import.choose')).click();
    const buffer = Buffer.alloc(fileLimits.text + 1, 'a');
    await (await chooser).setFiles({ name: 's.csv', mimeType: 'text/csv', buffer });
    const told = page.getByRole('alert').filter({ hasText: '1,200,000' });
    await told.waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await told.waitFor({ state: 'detached' });
  });

  test('what is typed is asked about before it is dropped; what another changed is told, each field of it', async () => {
    const { page, t } = owner;
    const text = page.getByRole('textbox', { name: t('settings.snippets.text') });
    await button(owner, t('settings.snippets.editOf', { name: 'お礼' })).click();
    await text.fill('ありがとうございました。');
    await button(owner, t('common.cancel')).click();
    const dialog = page.getByRole('dialog', { name: t('unsaved.title') });
    await dialog.getByRole('button', { name: t('common.cancel') }).click();
    expect(await text.inputValue()).toBe('ありがとうございました。');
    const thanks = (await call(owner, 'listSnippets')).rows.find(({ key }) => key === 'thanks');
    const [brand] = (await call(owner, 'readWorkspace')).brands;
    if (thanks === undefined || brand === undefined) throw new Error('there is no such snippet');
    const theirs = { ...told(thanks), lang: null, tags: ['挨拶', '夜'], brandId: brand.id };
    await call(owner, 'changeSnippet', { params: { id: thanks.id }, body: theirs });
    await button(owner, t('common.save')).click();
    const rows = page.getByRole('alert').getByRole('row');
    await expect
      .poll(async () => (await rows.allInnerTexts()).slice(1))
      .toEqual([
        expect.stringContaining('ありがとうございました。'),
        `${t('settings.snippets.whose')}\t${brand.name}\t${t('settings.snippets.everybody')}`,
        `${t('settings.snippets.lang')}\t${t('settings.snippets.anyLang')}\t日本語`,
        `${t('settings.snippets.tags')}\t挨拶、夜\t`,
      ]);
    await picture(owner, 'settings-conflict-ja-light');
    await button(owner, t('common.cancel')).click();
    await dialog.getByRole('button', { name: t('unsaved.leave') }).click();
    await text.waitFor({ state: 'detached' });
    await call(owner, 'changeSnippet', { params: { id: thanks.id }, body: told(thanks) });
  });
});

describe('help articles in the settings', () => {
  const article = {
    title: '解約のしかた',
    url: 'https://help.example/end',
    text: '契約を終える手続きです。',
  };

  test('one is made and put away; what another changed is told; a file is told its faults', async () => {
    const { page, t } = owner;
    await page.goto('/settings/articles');
    await button(owner, t('settings.articles.add')).click();
    const box = (name: 'title' | 'url' | 'text'): Locator =>
      page.getByRole('textbox', { name: t(`settings.articles.${name}`) });
    await box('title').fill(article.title);
    await box('url').fill('help.example');
    await box('text').fill(article.text);
    await button(owner, t('common.save')).click();
    await page.getByText(t('settings.articles.notAddress')).waitFor();
    await picture(owner, 'articles-form-ja-light');
    await box('url').fill(article.url);
    await button(owner, t('common.save')).click();

    const name = { name: article.title };
    await button(owner, t('settings.snippets.editOf', name)).click();
    await box('text').fill('私の説明');
    const [made] = (await call(owner, 'listArticles')).rows;
    const params = { id: made?.id ?? '' };
    await call(owner, 'changeArticle', { params, body: { ...article, text: '相手の説明' } });
    await button(owner, t('common.save')).click();
    await page.getByRole('alert').getByText('相手の説明').waitFor();
    await page
      .getByRole('alert')
      .getByRole('button', { name: t('conflict.keepOurs') })
      .click();
    await button(owner, t('settings.snippets.historyOf', name)).click();
    const versions = page.getByRole('list', { name: t('settings.snippets.history') }).getByRole('listitem');
    await expect.poll(() => versions.count()).toBe(3);
    await button(owner, t('settings.snippets.archiveOf', name)).click();
    await page.getByText(t('settings.articles.none')).waitFor();
    await button(owner, t('settings.snippets.undo')).click();
    await button(owner, t('settings.snippets.editOf', name)).waitFor();

    await button(owner, t('settings.import.open')).click();
    const text =
      'title,url,text\r\n請求,https://help.example/bill,請求書です。\r\n電話,tel:117,電話です。\r\n';
    const chooser = page.waitForEvent('filechooser');
    await button(owner, t('settings.import.choose')).click();
    await (await chooser).setFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('settings.articles.notAddress')).waitFor();
    await dialog.getByText(t('settings.import.line', { line: 3 })).waitFor();
    await picture(owner, 'articles-import-ja-light');
    await dialog.getByRole('button', { name: t('settings.import.bring', { count: 1 }) }).click();
    await page.getByRole('heading', { name: '請求' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await picture(owner, 'articles-ja-light');
  });
});

describe('in the composer', () => {
  test('a key opens them, typing finds, Enter puts it in with the name, Tab goes from blank to blank', async () => {
    const { page } = owner;
    await openCase(owner, question);
    await page.keyboard.press('r');
    await focused(field(owner));
    await page.keyboard.insertText('こんばんは。');
    await page.keyboard.press('ControlOrMeta+/');
    await focused(find(owner));
    await expect.poll(() => options(owner).count()).toBe(2);
    expect(await axeFaults(page)).toEqual([]);
    await picture(owner, 'begin-ja-light');
    await page.keyboard.insertText('den');
    await expect.poll(() => options(owner).count()).toBe(1);
    await page.keyboard.press('Enter');
    await find(owner).waitFor({ state: 'detached' });
    const filled = `こんばんは。${words.replace('{name}', 'Mika')}`;
    await expect.poll(() => field(owner).inputValue()).toBe(filled);
    await expect.poll(() => selected(owner)).toBe('{product}');
    await focused(field(owner));
    // As if it had been typed.
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => field(owner).inputValue()).toBe('こんばんは。');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect.poll(() => field(owner).inputValue()).toBe(filled);
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('Tab');
    await expect.poll(() => selected(owner)).toBe('{product}');
    await page.keyboard.insertText('ルーター');
    await page.keyboard.press('Tab');
    await expect.poll(() => selected(owner)).toBe('{いつ}');
  });

  test('an open blank stops the reply; filled in and changed, it goes out and is counted', async () => {
    const { page, t } = owner;
    const list = page.getByRole('list', { name: t('composer.guideline') });
    // The one just filled in may still be listed.
    await expect.poll(() => list.getByText(t('composer.stops')).count()).toBe(1);
    await picture(owner, 'blank-ja-light');
    await page.keyboard.press('ControlOrMeta+Enter');
    const dialog = page.getByRole('dialog', { name: t('composer.stopped') });
    await dialog.getByText('いつ', { exact: false }).first().waitFor();
    await dialog.getByRole('button', { name: t('stale.edit') }).click();
    await dialog.waitFor({ state: 'detached' });
    await field(owner).focus();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('明日の正午');
    await expect.poll(() => list.getByText(t('composer.stops')).count()).toBe(0);
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('夜にお困りのところ、お待たせいたしました。ランプの色も教えてください。');
    await sendButton(owner, 'public').click();
    await expect.poll(() => answersTo(owner, question), { timeout: 30_000 }).toHaveLength(1);
    const used = async () =>
      (await call(owner, 'listSnippets')).rows.find(({ key }) => key === 'dengen')?.use;
    await expect.poll(used, { timeout: 15_000 }).toMatchObject({ sent: 1, changed: 1, dropped: 0 });
  });

  test('Enter that ends a composition puts nothing in; Escape goes back to where one was', async () => {
    const { page } = owner;
    await field(owner).focus();
    await page.keyboard.insertText('書きかけ');
    await page.keyboard.press('ControlOrMeta+/');
    await focused(find(owner));
    const session = await owner.context.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'お礼', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await session.send('Input.insertText', { text: 'お礼' });
    await expect.poll(() => find(owner).inputValue()).toBe('お礼');
    expect(await field(owner).inputValue()).toBe('書きかけ');
    await session.detach();
    await page.keyboard.press('Escape');
    await find(owner).waitFor({ state: 'detached' });
    await focused(field(owner));
    await page.keyboard.insertText('の返信');
    await expect.poll(() => field(owner).inputValue()).toBe('書きかけの返信');
  });

  test('in English, dark, on a phone it is whole', async () => {
    const phone = await stage().desk({ locale: 'en', theme: 'dark', viewport: { width: 390, height: 844 } });
    await joinTeam(owner, phone, { name: 'Ken', role: 'agent' });
    await openCase(phone, question);
    await phone.page
      .getByRole('button', { name: phone.t('begin.open') })
      .first()
      .click();
    await find(phone).waitFor();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await axeFaults(phone.page)).toEqual([]);
    await picture(phone, 'begin-en-dark-phone');
    await phone.page.goto('/settings/snippets');
    await phone.page.getByRole('heading', { name: 'お礼' }).waitFor();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await picture(phone, 'settings-en-dark-phone');
    await phone.page.getByText(phone.t('settings.snippets.readOnly')).waitFor();
    expect(await button(phone, phone.t('settings.snippets.add')).count()).toBe(0);
    await phone.page.goto('/settings/articles');
    await phone.page.getByText(phone.t('settings.articles.readOnly')).waitFor();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await picture(phone, 'articles-en-dark-phone');
    expect(stage().complaints).toEqual([]);
  });
});
