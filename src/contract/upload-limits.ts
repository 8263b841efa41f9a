// What may be uploaded. Apart from the schemas, which a browser does not need.
/** Larger files are refused while they come in. */
export const mostUploadBytes = 20 * 1024 * 1024;
/** What the server can open; it draws every picture anew, upright, still, and small enough for every network. */
export const uploadTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;
