// Ids that only one server of a network knows: with the server's host in front they are unique among all of them.

export interface ScopedId {
  /** Host of the server that gave the id, with its port where it has one. */
  host: string;
  /** The id to use in calls to that server. */
  id: string;
}

/** Our native id of something a server calls `id`. */
export function scopedId(host: string, id: string): string {
  return `${host}/${id}`;
}

/** Takes a native id apart; null when it is not one of these. */
export function splitNativeId(nativeId: string): ScopedId | null {
  const slash = nativeId.indexOf('/');
  const id = nativeId.slice(slash + 1);
  return slash <= 0 || id === '' || id.includes('/') ? null : { host: nativeId.slice(0, slash), id };
}
