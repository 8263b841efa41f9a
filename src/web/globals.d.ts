// Modules that exist only in the build: the table of routes without its schemas, and the words of each language in parts.
declare module 'virtual:routes' {
  import type { EndpointName } from '../contract/endpoints.ts';
  import type { Method } from '../contract/endpoint.ts';

  export const routes: Record<EndpointName, { method: Method; path: string }>;
}

declare module 'virtual:words/*' {
  import type { Catalog } from './i18n/translator.ts';

  const words: Catalog;
  export default words;
}
