// Cues of English.
import type { CuePatterns } from '../cues.ts';

export const enCues: CuePatterns = {
  asks: /(?<!\p{L})(?:how (?:do|can|to|long|much|many|come)|does any(?:one|body)|any(?:one|body) (?:else|know|got|had|have)|can (?:i|you|someone|anyone)|could (?:i|you|someone)|is there (?:a|any)|what(?:'s| is| are| do)|where (?:is|do|can|are)|when (?:is|will|do|does)|why (?:is|does|do|won't|can't)|which (?:one|of)|help|please advise|any (?:idea|ideas|tips|luck|way)|wondering|asking for)(?!\p{L})/gu,
  stuck:
    /(?<!\p{L})(?:can(?:'|’)?t|cannot|couldn(?:'|’)?t|won(?:'|’)?t|doesn(?:'|’)?t|isn(?:'|’)?t|not) (?:\w+ )?(?:log|sign|get|open|load|connect|work|working|start|turn|find|access|pay|reach|cancel|charge|charging|pair|print|play|update|install|arrived?|let)\w*|\bstuck\b|\bkeeps? \w+ing\b|\block(?:ed)? (?:me )?out\b|\bno (?:luck|idea|sign|signal|joy|internet|power)(?!\p{L})|\bunable to\b|\bgiv(?:e|ing|en) up\b|\bat a loss\b|\bfail(?:s|ed|ing)?(?!\p{L})|\bmissing\b|\bnever (?:arrived|came|showed|got|received)(?!\p{L})/gu,
  fault:
    /(?<!\p{L})(?:broke(?:n)?|bug(?:s|gy)?|crash(?:es|ed|ing)?|error|freez(?:e|es|ing)|froze(?:n)?|glitch\w*|faulty|defect\w*|damaged|cracked|leak(?:s|ing|ed)?|wrong|terrible|awful|horrible|worst|useless|disgusting|joke|rubbish|garbage|trash|shambles|disgrace\w*|disappoint\w*|ridiculous|unacceptable|poor|slow(?:er)?|late|delayed|cancel+ed|dead|rude|overpriced|rip.?off|scam)(?!\p{L})/gu,
  waits:
    /(?<!\p{L})(?:waiting|waited|on hold|still (?:no|not|waiting|haven't|hasn't|nothing)|no (?:reply|response|answer|update|one (?:answers|replies))|ignored?|ghosted|hours|days later|weeks? (?:now|later|ago)|radio silence|passed around|chasing)(?!\p{L})/gu,
  repeats:
    /(?<!\p{L})(?:again|every (?:time|single|day|week|morning|night)|(?:second|third|fourth|2nd|3rd|4th|\uE003(?:nd|rd|th)) time|keeps?|always|yet again|once more|same (?:issue|problem|thing|error)|twice)(?!\p{L})/gu,
  wishes:
    /(?<!\p{L})(?:wish|would (?:be (?:nice|great|cool|lovely|good)|love|kill)|please (?:add|bring|make|fix|let|consider|give|stop)|should (?:add|have|let|be able|offer|make|do)|why (?:not|isn't there|no)|feature request|suggestion|bring back|needs? (?:a|an|to (?:add|have|be))|if only|could you (?:add|make)|how about|idea)(?!\p{L})/gu,
  praises:
    /(?<!\p{L})(?:love(?:d|s)?|great|amazing|awesome|excellent|brilliant|fantastic|perfect|best|lovely|impressed|recommend\w*|happy with|delicious|gorgeous|game.?changer|worth|so good|legend(?:s)?|kudos|shout.?out|smooth|superb|obsessed|stunning|top (?:notch|marks))(?!\p{L})/gu,
  thanks: /(?<!\p{L})(?:thanks?|thank you|thx|ty|cheers|appreciate\w*|grateful)(?!\p{L})/gu,
  solved:
    /(?<!\p{L})(?:fixed (?:it|now|itself)|solved|sorted(?: (?:it|now|out))?|working (?:again|now)|works (?:again|now)|resolved|all good now|figured (?:it )?out|never ?mind|nvm)(?!\p{L})/gu,
  money:
    /(?<!\p{L})(?:refund\w*|charged?|charges|charging me|bill(?:s|ed|ing)?|invoice|payment|paid|pay|money|fee(?:s)?|price(?:s|d)?|overcharg\w*|double|deposit|balance|transfer|debit(?:ed)?|credit(?:ed)?|compensation|cost(?:s)?|expensive|salary|wages|voucher|subscription)(?!\p{L})|[$£€₹₦]/gu,
  danger:
    /(?<!\p{L})(?:fire|flames?|smok(?:e|ing)|burn(?:s|t|ed|ing)?|explod\w*|shock(?:ed)? me|electric shock|swollen|swelling|swell|overheat\w*|hospital|a&e|er visit|ambulance|injur\w*|bleed\w*|blood|allerg\w*|hives|anaphyla\w*|chok(?:e|ed|ing)|glass in|metal in|mou?ld(?:y)?|maggots?|food poisoning|sick after|vomit\w*|gas (?:leak|smell)|smell(?:s)? (?:of )?gas|brakes?|steering|recall|carbon monoxide|unsafe|dangerous|nearly (?:killed|died))(?!\p{L})/gu,
  deadline:
    /(?<!\p{L})(?:today|tonight|tomorrow|this (?:morning|evening|afternoon)|right now|asap|urgent(?:ly)?|deadline|due (?:in|by|tomorrow|today)|in (?:\uE003|an|one|two|three|a few) (?:hours?|minutes?|mins?)|before (?:my|the) (?:flight|exam|wedding|interview|game|trip|kick)|flight|boarding|exam|wedding|interview|funeral|presentation|last minute|by (?:monday|friday|noon|midnight|tomorrow|tonight))(?!\p{L})/gu,
  outage:
    /(?<!\p{L})(?:outage|down(?: for| again| in)?|servers?|everyone|whole (?:town|street|office|country|city|team)|nationwide|is (?:it|\uE002) down|went down|offline|power cut|blackout|no service)(?!\p{L})/gu,
  leak: /(?<!\p{L})(?:hack(?:ed|er)?|fraud\w*|scam(?:med|mer)?|stolen|unauthori[sz]ed|phish\w*|data (?:breach|leak)|breach(?:ed)?|leaked|someone else(?:'s|’s)?|didn(?:'|’)?t (?:make|authori[sz]e|order|buy|request)|don(?:'|’)?t recogni[sz]e|identity|compromised|impersonat\w*|fake (?:account|site|email|text)|my (?:account|card) (?:was|has been|got))(?!\p{L})/gu,
  stranded:
    /(?<!\p{L})(?:stranded|stuck (?:at|in|on|outside)|trapped|can(?:'|’)?t get (?:home|in|out)|locked out (?:of|in)|no heating|no (?:hot )?water|freezing|left (?:me|us) (?:at|on|in|outside)|nowhere to)(?!\p{L})/gu,
  leaves:
    /(?<!\p{L})(?:cancel(?:l?ing|l?ed)? (?:my|our|the|it|today|this)|switch(?:ing|ed)? (?:to|back|provider|banks?)|leaving|i(?:'|’)?m (?:out|done|gone|off)|done with|never (?:again|using|buying|flying|coming|ordering|going)|last (?:time|order|straw)|moving (?:to|on)|moved to|mov(?:e|ing) my|unsubscrib\w*|uninstall\w*|delet(?:e|ed|ing) (?:the app|my account)|lost (?:a|me as a) customer|take my business|taking my|goodbye|going elsewhere|jump(?:ing|ed)? ship|won(?:'|’)?t be (?:renewing|back|using|buying))(?!\p{L})/gu,
  insults:
    /(?<!\p{L})(?:idiots?|morons?|stupid|dumb(?:ass)?|incompetent|clowns?|imbeciles?|brainless|pathetic|scum|losers?|liars?|thie(?:f|ves)|crooks?|f+u+c+k(?:ing|ed|er|ers|s)?|fck|wtf|stfu|bastards?|a+ssholes?|arseholes?|bitch(?:es)?|shit(?:ty|show)?|bullshit|crap|dickheads?|wankers?|twats?|braindead|screw you|go to hell|muppets?)(?!\p{L})/gu,
  threatens:
    /(?<!\p{L})(?:kill|burn (?:it|you|the|down)|destroy you|ruin you|sue|suing|lawyer|solicitor|court|legal action|expos(?:e|ing) you|make sure (?:everyone|you)|going viral|find you|find out where|i know where|come (?:down|over|for you)|watch your|you(?:'|’)?ll regret|regret this|get (?:you|him|her) fired|name and shame|your (?:name|face) (?:is|will))(?!\p{L})/gu,
  demands:
    /(?<!\p{L})(?:demand(?:ing|s)?|i want (?:the ceo|your manager|him|her|them|a full|compensation)|speak to (?:the|your|a) (?:manager|ceo|supervisor)|on your knees|grovel|fired|sack(?:ed)? (?:him|her|them)|free (?:year|flights?|upgrade) or|or else|every (?:single )?day until|until (?:you|someone) (?:pay|pays|apologi[sz]es?)|compensate)(?!\p{L})/gu,
  offers:
    /(?<!\p{L})(?:giveaway|follow (?:and|&|\+|us|me)|retweet|repost to|link in bio|use (?:my )?code|promo(?: code)?|discount code|dm (?:me|us|for)|whats ?app|telegram|passive income|earn(?:ing)? (?:\$|\uE003|money|from)|work from home|investment|crypto|bitcoin|forex|airdrop|recover(?:y|ed) (?:my|your|expert|agent)|hacker who|onlyfans|click (?:here|the link)|limited (?:time|stock)|sale ends|% off|sponsored|affiliate|sign up now|free (?:trial|gift|iphone))(?!\p{L})|#ad\b|\uE004ad\b/gu,
  private:
    /(?<!\p{L})(?:order (?:number|no|id|#)|account number|booking (?:ref|reference)|reference number|my (?:address|phone|number|email|medical|prescription|diagnosis|claim|policy)|date of birth|social security|card number|patient|pregnan\w*|surgery|therapy)(?!\p{L})/gu,
};
