// Ids of a channel's posts and people: with the channel's name before them, so that two channels never share one.

export const idIn = (channel: string, id: string): string => `${channel}/${id}`;

/** The other side's own id. */
export const ownId = (channel: string, nativeId: string): string =>
  nativeId.startsWith(`${channel}/`) ? nativeId.slice(channel.length + 1) : nativeId;
