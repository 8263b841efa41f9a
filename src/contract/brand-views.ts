// What a company stands for in what is read: its brands, and the products of each.
import { z } from 'zod';
import { id } from './views.ts';

export const brandView = z.object({ id, name: z.string(), version: z.number() });
export const productView = z.object({
  id,
  brandId: id,
  name: z.string(),
  aliases: z.array(z.string()),
  lookalikes: z.array(z.string()),
  version: z.number(),
});
export type BrandView = z.infer<typeof brandView>;
export type ProductView = z.infer<typeof productView>;
