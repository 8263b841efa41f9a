// Whether a public reply asks its reader to write a DM, whoever wrote it and however.

const japanese =
  /(?:DM|ＤＭ|ダイレクトメッセージ|(?:非公開|個別)の?メッセージ)(?![^。！!\n]{0,12}(?:ありがとう|拝見|お返事|ご案内(?:し|いた)|しました))[^。！!\n]{0,24}(?:送って|お送り(?:くだ|下|いただ|頂|願)|ください|下さい|お知らせ|お聞かせ|お寄せ|お待ち|お声がけ|ご連絡(?:くだ|下|いただ|頂|を|願|お)|連絡を?(?:くだ|いただ)|いただけ|頂け|もらえ|お願い)/u;
const english =
  /\b(?:send|drop|write|shoot|give|message|reach(?: out)?|contact|tell|ask you|share)\b[^.!?\n]{0,60}\b(?:dms?|direct messages?|private messages?|in private|privately)\b|\b(?:dm|pm|message) us\b|\b(?:our|a|your) dms? (?:is|are) open\b/iu;
/** What was written there already is no invitation. */
const answered =
  /\b(?:we(?:'ve| have)?|i(?:'ve| have)?) (?:just )?(?:sent|written|replied|answered|messaged|dm(?:'|’)?e?d)\b/iu;

/** Whether the text asks for a DM. What is written in languages other than Japanese and English is told by their word for it. */
export function invitesToDm(text: string): boolean {
  if (japanese.test(text)) return true;
  return text.split(/(?<=[.!?\n])/u).some((sentence) => english.test(sentence) && !answered.test(sentence));
}
