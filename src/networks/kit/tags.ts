// Hashtags as a person enters them.

/** The tags of a list as a person enters it: separated by commas, spaces or lines, with or without `#`. */
export function parseTags(list: string): string[] {
  const tags = list
    .split(/[\s,、，]+/u)
    .map((tag) =>
      tag
        .replace(/^[#＃]/u, '')
        .normalize('NFKC')
        .toLowerCase(),
    )
    .filter((tag) => tag !== '');
  return [...new Set(tags)];
}
