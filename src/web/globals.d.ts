// Modules that exist only in the build: the table of routes without its schemas.
declare module 'virtual:routes' {
  import type { EndpointName } from '../contract/endpoints.ts';
  import type { Method } from '../contract/endpoint.ts';

  export const routes: Record<EndpointName, { method: Method; path: string }>;
}
