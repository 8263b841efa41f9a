// Takes a person to the network's own page, with the words to be posted there on the clipboard as well.
import { openAddress } from './safe-address.ts';

/** `page` may take the words by itself; whoever finds them missing there pastes them. */
export function openByHand(page: string | null, text: string): void {
  // A browser that reaches Kizuki by plain http, as in a company's own net, has no clipboard.
  if ('clipboard' in navigator) void navigator.clipboard.writeText(text).catch(() => undefined);
  openAddress(page);
}
