// Adds a product; if asked, with the monitor that listens for its names and not for its look-alikes.
import { productQuery } from '../../domain/listening/query.ts';
import { insertMonitor } from '../../storage/monitors.ts';
import { expectRoom } from '../../storage/room.ts';
import { insertProduct } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { expectQuery } from '../expect-query.ts';

export const createProduct: MemberHandler<'createProduct'> = async (ctx, { body }) => {
  const { services, change } = ctx;
  const { monitor: withMonitor, ...names } = body;
  const query = productQuery(names);
  if (withMonitor) expectQuery(services.compileQuery, query, 'body.name');
  const product = await ctx.inWorkspace(async (trx) => {
    await expectRoom(trx, change.workspaceId, 'products');
    const made = await insertProduct(trx, change, { id: services.newId(), ...names });
    if (withMonitor) {
      await expectRoom(trx, change.workspaceId, 'monitors');
      await insertMonitor(trx, change, {
        id: services.newId(),
        brandId: made.brandId,
        productId: made.id,
        name: made.name,
        query,
        active: true,
      });
    }
    return made;
  });
  if (withMonitor) services.listening.monitorsChanged(change.workspaceId);
  return product;
};
