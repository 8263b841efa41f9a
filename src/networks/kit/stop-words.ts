// Messages that say nothing but that no more of them are wanted, as people write them to companies on messengers.

/** Alone in a message: within a sentence they may mean a subscription, a parcel or a machine. */
const words =
  /^(?:stop(?: all)?|unsubscribe|opt[ -]?out|配信(?:を)?停止(?:して(?:ください|下さい))?|(?:もう)?送らないで(?:ください|下さい)?|メッセージ(?:は)?(?:不要|いりません)(?:です)?)[.!。！\s]*$/iu;

export const asksToStop = (text: string): boolean => words.test(text.trim().normalize('NFKC'));
