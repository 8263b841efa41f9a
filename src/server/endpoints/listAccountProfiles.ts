// Lists what each account's public profile lacks.
import type { MemberHandler } from '../context.ts';
import { accountProfileViews } from '../read/account-profiles.ts';

export const listAccountProfiles: MemberHandler<'listAccountProfiles'> = async (ctx) => ({
  rows: await accountProfileViews(ctx),
});
