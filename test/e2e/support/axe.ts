// What axe finds in a page as it stands: the faults against WCAG 2.2 AA that a program can see.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** `wcag`: what the law asks for; `all`: also what is only good practice, such as landmarks around everything. */
type Rules = 'wcag' | 'all';

/**
 * One line for each place that breaks a rule. A list that is drawn anew while it is looked at has rows without words for
 * that moment: a second look tells such a moment from a fault.
 */
export async function axeFaults(page: Page, rules: Rules = 'wcag'): Promise<string[]> {
  const first = await lookOnce(page, rules);
  return first.length === 0 ? first : await lookOnce(page, rules);
}

async function lookOnce(page: Page, rules: Rules): Promise<string[]> {
  // A page that has the rules from the look before does not read their half a megabyte again.
  const isThere = await page.evaluate<boolean>('"axe" in window');
  const { violations } = await new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) })
    // Every rule is tried on everything; only what passed is not described, which would take longer than trying it.
    .options({
      ...(rules === 'wcag' ? { runOnly: { type: 'tag', values: tags } } : {}),
      resultTypes: ['violations'],
    })
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''} ${node.html.slice(0, 160)}`,
    ),
  );
}
