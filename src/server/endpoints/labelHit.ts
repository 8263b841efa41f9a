// Says whether a post is what a monitor is meant to find.
import { wilson } from '../../domain/listening/advice/precision.ts';
import { expectMonitorVersion, labelCounts, writeLabel } from '../../storage/monitor-labels.ts';
import { expectPerson, type MemberHandler } from '../context.ts';

export const labelHit: MemberHandler<'labelHit'> = (ctx, { params, body }) => {
  const userId = expectPerson(ctx.actor);
  return ctx.inWorkspace(async (trx) => {
    const version = await expectMonitorVersion(trx, params.id, body.version);
    const key = { monitorId: params.id, version, postId: params.postId, userId };
    await writeLabel(trx, ctx.change, key, body.label);
    const counts = (await labelCounts(trx, params.id)).get(version);
    return { version, precision: wilson(counts?.count ?? 0, counts?.of ?? 0) };
  });
};
