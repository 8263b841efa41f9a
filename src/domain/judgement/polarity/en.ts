// English words that sound bad or good whatever they speak of; `*` stands for any ending.
import type { Polarity } from '../polarity.ts';

export const enPolarity: Polarity = {
  bad: `abandon* abusive absurd abysmal agony aggravat* angry annoy* anxious appall* argh arrogant ashamed atrocious avoid awful awkward
    bad badly bait betray* bitter bizarre blam* bland bleak bogus bore* boring bother* broken brutal bug* bullshit bs bummed bummer
    careless catastroph* chaos chaotic cheap* cheat* clown* clueless clunky complain* complaint* condescending confus* con corrupt
    crap* crash* crazy crook* cruel cry crying cursed damag* damn* dead* deceiv* deceptive decline* defective degrad* delay*
    deny denied depress* deteriorat* die died dirty disappoint* disaster* disconnect* disgrace* disgust* dishonest dismal
    disorganized disorganised disrespect* disrupt* dissatisf* distress* disturb* doom* downgrade* dread* drop* dumb dump*
    embarrass* empty enrag* error* evil exhaust* expensive exploit* fail* fake false fear* fed filthy fiasco fool* fraud* freez* froze*
    frustrat* fuck* fuming furious garbage glitch* greedy gross grumpy grr* gutted hack* hassle* hate* hating hell helpless hideous hopeless
    horrend* horribl* horrif* hostile humiliat* hungry hurt* idiot* ignor* ill impossible inaccurate incompeten* inconvenien*
    incorrect inept inexcusable inferior insane insult* intolerable irritat* issue* jerk* joke junk killed killing lack* lag* lame late
    laughable lazy leak* liar* lied lies lying lose loser* losing loss* lost lousy mad mediocre mess* miserabl* mislead* misled miss
    missed missing mistake* mock* mortified nasty negative neglect* nightmare* nonsense noisy nope obnoxious offensive
    outdated outrag* overcharg* overheat* overpriced overrated pain* panic* pathetic penalt* pissed pity plague* pointless poor* problem*
    prohibitive puke rage ragequit reckless refus* regret* reject* repulsive ridiculous ripped robbed robbery rotten rubbish rude*
    ruin* sad sadly scam* scandal* scare* scary shady shambles shame* shit* shock* shoddy sick* sigh slow* sloppy smell* smh sob
    sorry spam* stale steal* stink* stolen stranded stress* struggl* stuck stupid* suck* suffer* suspicious tacky tears terribl* threat* tire* tired
    toxic tragic trash trouble* ugh* ugly unacceptable unbelievable uncomfortable unfair unfortunate* unhappy unhelpful unimpressed
    unprofessional unreliable unresolved unresponsive unsafe untrustworthy unusable unwatchable upset* useless vile violat*
    waste* wasting weak weird whine* wors* worst worthless wreck* wrong wtf yikes yuck`,
  good: `adorable accurate adore* affordable amaz* appreciat* attentive awesome beautiful* beauty best better bless* brave bravo
    breathtaking brilliant calm celebrat* charming cheer* clean comfortable comfy congrat* cool courteous cozy creative cute dedicated delicious
    delight* dope easy effective efficient elegant enjoy* epic excellent excit* exceptional exceeded extraordinary fab fabulous fair
    faithful fantastic fast fave favorite* favourite* fine flawless fresh friendly fun funny generous genius gentle glad gladly good goodness
    gorgeous grateful great* grin handy happier happy haha* healthy helpful hero* honest hooray hot hope* impress* improv* incredible
    innovative inspir* intuitive joy* kind kindly kudos laugh* legend* like liked lit love* loving loyal luck* luxury magic* marvel* masterpiece
    nailed neat nice* nicest outstanding paradise patient peaceful perfect* phenomenal pleasant pleas* polite pretty professional prompt
    proud quick* recommend* refreshing relax* reliable relief rescued respect* reward* rock* satisf* saved saver seamless sleek slick
    smart smile* smiling smooth* solid speedy spectacular splendid stellar stunning stylish sturdy superb super superior
    sweet* tasty terrific thank* thrill* timely top treat* triumph* trust* trusted unforgettable upgrade*
    victory vibes warm* welcom* well win winning winner* won wonderful worth* wow woo* woohoo yay yum* yummy`,
};
