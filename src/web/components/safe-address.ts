// Addresses that came from a network, before they are followed or loaded: only those of the web, and our own.

/** The address, or null where following or loading it could be anything else than showing a page or a picture. */
export function safeAddress(url: string | null | undefined): string | null {
  if (url === null || url === undefined) return null;
  if (/^\/(?![/\\])/.test(url)) return url;
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  return protocol === 'https:' || protocol === 'http:' ? url : null;
}

/** Opens an address from outside in a tab of its own, which learns nothing about where it was opened from. */
export function openAddress(url: string | null | undefined): void {
  const address = safeAddress(url);
  if (address !== null) window.open(address, '_blank', 'noopener,noreferrer');
}
