// Lists the networks this program speaks.
import type { MemberHandler } from '../context.ts';

export const listNetworks: MemberHandler<'listNetworks'> = async ({ services }) => ({
  rows: [...services.networks.values()].map((network) => network.manifest),
});
