// What a query of this workspace may ask for: networks, languages, own accounts, names of products.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { accountsQuery, networksQuery, workspaceQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import type { QueryFacts } from './query-completion.ts';

/** Offered first to last; any other code can be typed. */
const offered = 'ja en ko zh es pt fr de it id th vi tl ru uk ar hi tr nl pl sv'.split(' ');

/** Networks we are connected to come first. */
export function useQueryFacts(): QueryFacts {
  const app = useApp();
  const { format } = useI18n();
  const networkName = useNetworkName();
  const networks = useQuery(networksQuery(app)).data?.rows;
  const accounts = useQuery(accountsQuery(app)).data?.rows;
  const products = useQuery(workspaceQuery(app)).data?.products;
  return useMemo(() => {
    const connected = [...new Set(accounts?.map(({ network }) => network))];
    const others = networks?.map(({ id }) => id) ?? [];
    return {
      networks: [...new Set([...connected, ...others])].map((id) => ({ id, name: networkName(id) })),
      languages: offered.map((code) => ({ code, name: format.language(code) })),
      handles: [...new Set(accounts?.map(({ handle }) => handle))],
      names: [...new Set(products?.flatMap(({ name, aliases }) => [name, ...aliases]))],
    };
  }, [networks, accounts, products, format, networkName]);
}
