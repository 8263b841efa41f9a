// Keeps an account's hours and texts; what is wrong, or forbidden by the network, is not switched on.
import { AppError } from '../../domain/errors.ts';
import { saveAccountHours as save } from '../../storage/account-hours.ts';
import { atHoursDesk, type HoursDesk } from '../account-hours.ts';
import type { BodyOf } from '../../contract/endpoint.ts';
import type { saveAccountHours as described } from '../../contract/endpoints/hours.ts';
import type { MemberHandler } from '../context.ts';
import { accountHoursView, allowedOf, hoursHolding, planView } from '../read/account-hours.ts';

export const saveAccountHours: MemberHandler<'saveAccountHours'> = (ctx, { params, body, ifMatch }) =>
  atHoursDesk(ctx, params.id, async (desk) => {
    await expectFitToRun(desk, body);
    await save(desk.trx, ctx.change, params.id, body, ifMatch);
    return accountHoursView(desk);
  });

/** Errors: network_forbids, invalid_input with the problems. */
async function expectFitToRun(desk: HoursDesk, body: BodyOf<typeof described>): Promise<void> {
  const { dayPosts, afterHours, dayPostsOn, afterHoursOn } = body;
  if (!dayPostsOn && !afterHoursOn) return;
  const { post, mention, dm } = allowedOf(desk.manifest, desk.tx.at);
  const { name } = desk.manifest;
  if (dayPostsOn && post.permission !== 'api') {
    throw new AppError('network_forbids', `${name} does not let a program post by itself.`, {
      where: 'body.dayPostsOn',
      data: { ...post },
    });
  }
  if (afterHoursOn && mention.permission !== 'api' && dm.permission !== 'api') {
    throw new AppError('network_forbids', `${name} does not let a program answer by itself.`, {
      where: 'body.afterHoursOn',
      data: { ...mention },
    });
  }
  const hours = await hoursHolding(desk.tx, body.ownHours);
  const plan = await planView(desk, { hours, dayPosts, afterHours });
  if (dayPostsOn) refuse('body.dayPosts', plan.dayPostProblems);
  if (afterHoursOn) refuse('body.afterHours', plan.afterHoursProblems);
}

function refuse(where: string, problems: readonly { code: string; where: string; detail: string }[]): void {
  const [first] = problems;
  if (first === undefined) return;
  throw new AppError(
    'invalid_input',
    `This cannot be switched on as it is written: ${first.code} ${first.detail}`.trim(),
    { where: `${where}.${first.where}`, data: { problems } },
  );
}
