// What a sentence of a reply, or somebody's post, does: what the guideline's small models are asked of each.

/** Of a sentence of a reply. */
export const replyActs = [
  /** Offers something to buy, or makes it look good. */
  'sells',
  /** Sends somebody to what costs them money or trouble. */
  'costs',
  /** Takes in what they said: what happened, how they feel, thanks for saying it. */
  'hears',
  'sorry',
  /** Puts it on them, on others or on circumstances, or makes it small. */
  'blames',
  /** Speaks as among friends. */
  'familiar',
  /** Says for certain what nobody can be certain of, or what it will be paid with. */
  'promises',
  'legal',
  /** Tells what stays inside the company, or of other customers. */
  'inside',
  /** Asks where everybody reads for what says who somebody is. */
  'asks',
  /** Says nothing that could answer: thanks, wishes, ourselves. */
  'fills',
  /** Turns people away: nothing is answered here, look it up yourself. */
  'refuses',
] as const;
export type ReplyAct = (typeof replyActs)[number];

/** Of a post. */
export const postActs = [
  /** They no longer need an answer: solved, found, given up, gone elsewhere. */
  'settled',
  /** Something bad was done to them. */
  'harm',
  /** They are stuck or displeased. */
  'trouble',
  /** Happy with what we made or did. */
  'glad',
  /** Wants nobody's answer: lets off steam, mourns, asks to be let alone. */
  'alone',
] as const;
export type PostAct = (typeof postActs)[number];

export type Act = ReplyAct | PostAct;
