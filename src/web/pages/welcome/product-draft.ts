// A product as it is entered, and what its monitor would do with a post.
import { compileQuery } from '../../../domain/listening/matcher.ts';
import { preparePost } from '../../../domain/listening/prepared-post.ts';
import { productQuery } from '../../../domain/listening/query.ts';
import type { Span } from '../../components/highlighted.tsx';

export interface ProductDraft {
  id: string;
  name: string;
  aliases: string[];
  lookalikes: string[];
}

export function emptyProduct(id: string): ProductDraft {
  return { id, name: '', aliases: [], lookalikes: [] };
}

/** Where a post's text would be found for any of the products; null when none hears it. */
export function heardIn(text: string, products: readonly ProductDraft[]): Span[] | null {
  const post = preparePost({
    network: '',
    kind: 'post',
    author: { handle: '' },
    text,
    lang: null,
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
  });
  for (const product of products) {
    if (product.name.trim() === '') continue;
    const compiled = compileQuery(productQuery(product));
    const spans = compiled.ok ? compiled.query.match(post) : null;
    if (spans !== null) return spans;
  }
  return null;
}
