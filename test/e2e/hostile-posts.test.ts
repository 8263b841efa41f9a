// Posts that carry markup and scripts in every field that somebody outside can fill: nothing of it ever runs.
import { beforeAll, expect, test } from 'vitest';
import type { Post } from '../../src/domain/post/post.ts';
import { call, setUpCompany } from './support/api.ts';
import { hear, madePost } from './support/hear.ts';
import { programStage, type Desk } from './support/stage.ts';
import { conversation } from './support/work.ts';

const stage = programStage();
let desk: Desk;

const mark = 'window.__fired=(window.__fired||0)+1';
const tags = [
  `<script>${mark}</script>`,
  `<img src=x onerror="${mark}">`,
  `<svg onload="${mark}">`,
  `<svg><animate onbegin="${mark}" attributeName=x dur=1s>`,
  `<iframe srcdoc="<script>parent.${mark}</script>"></iframe>`,
  `<iframe src="javascript:parent.${mark}"></iframe>`,
  `<body onload="${mark}">`,
  `<input autofocus onfocus="${mark}">`,
  `<details open ontoggle="${mark}">x</details>`,
  `<video><source onerror="${mark}"></video>`,
  `<math><mtext></mtext><script>${mark}</script></math>`,
  `<a href="javascript:${mark}">here</a>`,
  `<form action="javascript:${mark}"><button>go</button></form>`,
  `<object data="data:text/html,<script>${mark}</script>"></object>`,
  `<style>@import 'javascript:${mark}';</style>`,
  `<meta http-equiv="refresh" content="0;url=javascript:${mark}">`,
  `<template><script>${mark}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${mark}>">`,
  `<base href="javascript:${mark};//">`,
  `<link rel=stylesheet href="javascript:${mark}">`,
];
const before = [
  '',
  '"',
  "'",
  '">',
  "'>",
  '`',
  '</title>',
  '</textarea>',
  '-->',
  '</script>',
  '{{',
  '${',
  '\u202e',
];
const after = ['', '//', '<!--'];
const payloads = before.flatMap((left) => after.flatMap((right) => tags.map((tag) => left + tag + right)));
const schemes = [
  `javascript:${mark}`,
  `JaVaScRiPt:${mark}//`,
  ` javascript:${mark}`,
  `data:text/html,<script>${mark}</script>`,
  `vbscript:${mark}`,
];

/** Every field of a post that its author fills, each with another payload. */
function hostilePost(number: number): Post {
  const payload = (step: number): string => payloads[(number * 7 + step) % payloads.length] ?? '';
  const scheme = schemes[number % schemes.length] ?? '';
  const some = payloads.slice((number * 40) % payloads.length).slice(0, 40);
  return madePost(`aoba ${some.join(' ')} ${scheme}`, {
    nativeId: `${number}${payload(1)}`,
    author: {
      nativeId: `author${number}${payload(2)}`,
      handle: payload(3),
      displayName: `Guest ${number} ${payload(4)}`,
      bio: payload(5),
      avatarUrl: scheme,
      url: scheme,
    },
    hashtags: [payload(6)],
    links: [scheme],
    media: [
      { kind: 'image', alt: payload(8), url: scheme, thumbUrl: scheme },
      { kind: 'video', alt: payload(9), url: scheme },
      { kind: 'other', alt: payload(10), url: scheme },
    ],
    url: scheme,
  });
}

const posts = Array.from({ length: 20 }, (_, number) => hostilePost(number));

beforeAll(async () => {
  desk = await stage().desk();
  // A policy that stopped something means that something was tried.
  await desk.context.addInitScript({
    content: `window.__stopped = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        window.__stopped.push(event.violatedDirective + ' ' + event.blockedURI));`,
  });
  desk.page.on('dialog', (dialog) => void dialog.dismiss());
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['aoba'] }] });
  expect(await hear(stage().database, desk, posts)).toBe(posts.length);
});

/** Lets timers and images of the page have their turn, then tells what ran and what was stopped. */
async function expectNothingRan(where: string): Promise<void> {
  const { page } = desk;
  await page.waitForLoadState('networkidle', { timeout: 400 }).catch(() => undefined);
  expect(await page.evaluate('window.__fired ?? 0'), where).toBe(0);
  expect(await page.evaluate('window.__stopped'), where).toEqual([]);
  const active = '[href^="javascript" i], [href^="data:text" i], [src^="javascript" i], [href^="vbscript" i]';
  expect(await page.locator(active).count(), where).toBe(0);
  expect(await page.locator('iframe, object, embed, [onerror], [onload], [onfocus]').count(), where).toBe(0);
}

test('there are as many payloads as were promised', () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(500);
  const said = posts.map((post) => post.text).join('\n');
  expect(payloads.filter((payload) => said.includes(payload)).length).toBeGreaterThanOrEqual(500);
});

test('candidates, their authors and their pictures are shown as words', async () => {
  const { page, t } = desk;
  let shown = 0;
  // Some of them look like adverts, and are folded away.
  for (const judged of ['worth', 'noise']) {
    await page.goto(`/candidates?order=newest${judged === 'noise' ? '&judged=noise' : ''}`);
    const links = page.getByRole('region', { name: t('candidates.list') }).getByRole('link');
    const { rows } = await call(desk, 'listCandidates', { query: { limit: 100, judged } });
    if (rows.length > 0) await links.first().waitFor();
    await expectNothingRan('the list');
    const open = page.getByRole('region', { name: t('candidates.post') });
    for (const { post } of rows) {
      await page.keyboard.press('j');
      await page.waitForURL(`**/candidates/${post.id}*`);
      await open.getByText('aoba').first().waitFor();
      expect(await open.innerText()).toContain(tags[0]);
      await expectNothingRan(`candidate ${post.id}`);
    }
    shown += rows.length;
  }
  expect(shown).toBe(posts.length);
});

test('cases, the ledger, the search and what is handed out show them as words', async () => {
  const { page, t } = desk;
  const { rows } = await call(desk, 'listCandidates', { query: { limit: 5 } });
  for (const { post } of rows) {
    const body = { choice: 'speak' } as const;
    const decided = await call(desk, 'decide', { params: { id: post.id }, body });
    await page.goto(`/cases/${decided.case?.id ?? ''}`);
    await conversation(desk).getByRole('article').first().waitFor();
    await expectNothingRan('a case');
  }
  for (const place of [
    '/ledger',
    `/ledger/${rows[0]?.post.id ?? ''}`,
    '/cases?view=open&q=aoba',
    '/monitors',
  ]) {
    await page.goto(place);
    await page.getByRole('main').waitFor();
    await expectNothingRan(place);
  }
  await page.goto(`/cases?view=open&q=${encodeURIComponent(payloads[5] ?? '')}`);
  await page.getByRole('button', { name: t('case.searchClose') }).waitFor();
  await expectNothingRan('a search for a payload');
});

test('the company’s own words are words too', async () => {
  const { page } = desk;
  const name = (tags[1] ?? '').slice(0, 78);
  await call(desk, 'changeMe', { body: { name } });
  await call(desk, 'changeWorkspace', { body: { name } });
  const brand = await call(desk, 'createBrand', { body: { name } });
  await call(desk, 'createProduct', { body: { brandId: brand.id, name, aliases: tags.slice(0, 3) } });
  await call(desk, 'createMonitor', { body: { name, query: '"<script>"' } });
  for (const place of [
    '/monitors',
    '/settings/products',
    '/settings/me',
    '/team',
    '/accounts',
    '/candidates',
  ]) {
    await page.goto(place);
    await page.getByRole('main').waitFor();
    await expectNothingRan(place);
  }
});
