// Whose replies a snippet is for, as one choice of a form: everybody's, a brand's, or an account's.
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import type { BrandView } from '../../../../contract/brand-views.ts';
import type { AccountView } from '../../../../contract/views.ts';
import { atHandle } from '../../../components/post/post-card.tsx';

export interface Places {
  brands: readonly BrandView[];
  accounts: readonly AccountView[];
}

type Whose = Pick<SnippetView, 'brandId' | 'accountId'>;

export const choiceOf = ({ brandId, accountId }: Whose): string =>
  accountId !== null ? `account ${accountId}` : brandId !== null ? `brand ${brandId}` : '';

export function whoseOf(choice: string): Whose {
  const [kind, id] = choice.split(' ');
  return {
    brandId: kind === 'brand' && id !== undefined ? id : null,
    accountId: kind === 'account' && id !== undefined ? id : null,
  };
}

/** Null for everybody's. */
export function whoseName({ brandId, accountId }: Whose, { brands, accounts }: Places): string | null {
  const account = accounts.find(({ id }) => id === accountId);
  if (account !== undefined) return atHandle(account.handle);
  return brands.find(({ id }) => id === brandId)?.name ?? null;
}
