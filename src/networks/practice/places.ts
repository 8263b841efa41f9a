// Where people open what the practice network holds: pages and pictures served by Kizuki itself.

export interface Places {
  post(id: string): string;
  person(handle: string): string;
  image(id: string): string;
}

/** Addresses below `base` (no slash at its end; empty for addresses relative to Kizuki's own origin). */
export function placesAt(base: string): Places {
  return {
    post: (id) => `${base}/practice/posts/${id}`,
    person: (handle) => `${base}/practice/people/${handle}`,
    image: (id) => `${base}/api/practice/images/${id}`,
  };
}
