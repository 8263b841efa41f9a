// Proves that what people say of a product in a story is heard by the monitor that the product comes with.
import { expect, it } from 'vitest';
import { createPlainMatcher } from '../../listening/matcher.ts';
import { productQuery } from '../../listening/query.ts';
import { fill, variants } from '../lines.ts';
import { trades, type Fills } from '../story.ts';
import { tagsIn } from '../text-parts.ts';
import { stories } from './registry.ts';

function linesBegunWith(name: string): { story: string; text: string }[] {
  return stories.flatMap((story) => {
    const [act] = story.scenes[story.start]?.acts ?? [];
    if (act?.do !== 'post') return [];
    return trades.flatMap((trade) => {
      const fills: Fills = {
        product: name,
        lookalike: 'Nobody',
        company: 'Nobody',
        us: '@nobody',
        order: '1',
        trade,
      };
      const told = variants(act.text, trade).filter((line) => /\{(?:product|tag)\}/u.test(line));
      return told.map((line) => ({ story: story.id, text: fill(line, fills) }));
    });
  });
}

it.each(['Aoba', 'Fire TV', 'アオバ'])('%s', (name) => {
  const matcher = createPlainMatcher();
  matcher.replaceAll([{ id: 'm', version: 1, query: productQuery({ name, aliases: [], lookalikes: [] }) }]);
  const lines = linesBegunWith(name);
  expect(lines.length).toBeGreaterThan(40);
  const unheard = lines.filter(({ text }) => {
    const fields = { lang: null, mentions: [], hashtags: tagsIn(text), links: [], media: [] };
    const author = { nativeId: 'a', handle: 'a', displayName: '' };
    const post = { network: 'practice', kind: 'post', author, text, ...fields } as const;
    return matcher.match(post).length === 0;
  });
  expect(unheard).toEqual([]);
});
