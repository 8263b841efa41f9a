// Judges a post: every head of its language's model, put together into what a team asks, each with probability and reasons.
import { isSaidByCues } from './cue-rules.ts';
import type { Cue } from './cues.ts';
import {
  abuseLevels,
  isOnlyAboutUs,
  postNeeds,
  type AbuseLevel,
  type HeadName,
  type PostNeed,
  type Sentiment,
  type SpeakChoice,
  type Urgency,
} from './labels.ts';
import type { HeadAnswers } from './correction.ts';
import { probabilitiesOf, type Model } from './model.ts';
import { masks } from './normalise.ts';
import { teamProbabilities, type TeamModel } from './team/team-model.ts';
import { urgencyOf } from './urgency.ts';
import { Vectoriser, type PostToJudge } from './vectors.ts';

export interface Judged {
  /** Null where no model of the language is there, or the text says nothing. */
  about: boolean | null;
  kinds: PostNeed[];
  sentiment: Sentiment | null;
  urgency: Urgency | null;
  churn: boolean | null;
  abuse: AbuseLevel | null;
  speak: SpeakChoice | null;
  /** Probabilities of the heads, by name; empty where nothing can be known. */
  p: Partial<Record<HeadName, number>>;
  /** The level that is to be expected, 0 to 3, and the phrases that stand for it. */
  urgencyScore: number;
  urgencyParts: readonly Cue[];
  cues: readonly Cue[];
  /** As the models read it: places are of this text. */
  text: string;
}

interface Loaded {
  model: Model;
  /** What the workspace learnt on top of it; null for nothing. */
  team: TeamModel | null;
  vectoriser: Vectoriser;
  cuts: ReadonlyMap<string, number>;
}

/** Fewer letters than this are a mood at most. */
const leastLetters = 2;

/** Who so surely is stuck or complains, and names us, is about us, unless the name is doubted more than a little. */
const [stuckFrom, doubtedFrom] = [0.8, 0.2];

export class Judge {
  private readonly byLanguage = new Map<string, Loaded>();

  /** `teams` are what a workspace learnt, at most one for each language. */
  constructor(models: Iterable<Model>, teams: readonly TeamModel[] = []) {
    for (const model of models) {
      const { lang, bits, heads } = model.header;
      const team = teams.find(({ header }) => header.lang === lang) ?? null;
      const cuts = new Map([...heads, ...(team?.header.heads ?? [])].map(({ name, cut }) => [name, cut]));
      this.byLanguage.set(lang, { model, team, vectoriser: new Vectoriser(bits, model.rarity), cuts });
    }
  }

  get languages(): string[] {
    return [...this.byLanguage.keys()];
  }

  /** The cuts of a language's questions, by name; none where nothing is known of the language. */
  cutsOf(lang: string | null): ReadonlyMap<string, number> {
    return this.byLanguage.get(lang ?? '')?.cuts ?? new Map<string, number>();
  }

  /** Answers for any text; what cannot be known is null. What people said (`known`) stands, and the rest follows it. */
  judge(post: PostToJudge, known: HeadAnswers = {}): Judged {
    const loaded = this.byLanguage.get(post.lang ?? '');
    const nothing: Judged = {
      about: null,
      kinds: [],
      sentiment: null,
      urgency: null,
      churn: null,
      abuse: null,
      speak: null,
      p: {},
      urgencyScore: 0,
      urgencyParts: [],
      cues: [],
      text: post.text,
    };
    if (loaded === undefined) return nothing;
    const { text, cues, vector } = loaded.vectoriser.read(post);
    if ((text.match(/\p{L}/gu)?.length ?? 0) < leastLetters) return { ...nothing, text, cues };
    const { model, team } = loaded;
    const probabilities: ReadonlyMap<string, number> =
      team === null ? probabilitiesOf(model, vector) : teamProbabilities(model, team, { vector, cues });
    const p = (name: HeadName): number => probabilities.get(name) ?? 0;
    const isYes = (name: HeadName): boolean => {
      const said = known[name];
      if (said !== undefined) return said;
      const cut = loaded.cuts.get(name);
      // Without a head nobody taught it to doubt: a post is taken to be about us.
      return cut === undefined ? name === 'about' || isSaidByCues(name, cues) : p(name) >= cut;
    };
    const isStuck = Math.max(p('complaint'), p('help')) >= stuckFrom && p('about') >= doubtedFrom;
    // Who calls it a complaint, say, says that it is about us, too.
    const isSaidToBe = Object.entries(known).some(([name, answer]) => answer && isOnlyAboutUs(name));
    // Whom it is for is not known: then every post is taken to be about them.
    const about = known.about ?? (isSaidToBe || post.brand.length === 0 || isYes('about') || isStuck);
    const abuse = abuseOf(isYes);
    const kinds = postNeeds.filter(
      (kind) =>
        (about || kind === 'spam') && isYes(kind) && !(kind === 'spam' && isThanksAlone(text, cues, known)),
    );
    const levels = ['urgent1', 'urgent2', 'urgent3'] as const;
    const { urgency, score, parts } = urgencyOf({
      cues,
      atLeast: levels.map((name) => ({ probability: p(name), isYes: isYes(name) })),
      isOurs: about && !kinds.includes('spam'),
    });
    return {
      about,
      kinds,
      sentiment: sentimentOf(isYes('negative'), isYes('positive'), p('negative') >= p('positive')),
      urgency,
      churn: about && isYes('churn'),
      abuse,
      speak: speakOf({ about, kinds, abuse, isYes, silent: known.silent === true ? 1 : p('silent') }),
      p: Object.fromEntries(probabilities),
      urgencyScore: score,
      urgencyParts: parts,
      cues,
      text,
    };
  }
}

/** Advertising says thank you too, but not without an offer, or somewhere to go for it. */
function isThanksAlone(text: string, cues: readonly Cue[], known: HeadAnswers): boolean {
  const leads = [masks.url, masks.at, masks.tag].some((mask) => text.includes(mask));
  const has = (name: Cue['name']): boolean => cues.some((cue) => cue.name === name);
  return known.spam !== true && has('thanks') && !has('offers') && !leads;
}

function abuseOf(isYes: (name: HeadName) => boolean): AbuseLevel {
  const [none, rude, harassment] = abuseLevels;
  if (isYes('harassment')) return harassment;
  return isYes('rude') ? rude : none;
}

function sentimentOf(isNegative: boolean, isPositive: boolean, isRatherNegative: boolean): Sentiment {
  if (isNegative && isPositive) return isRatherNegative ? -1 : 1;
  if (isNegative) return -1;
  return isPositive ? 1 : 0;
}

/** Whether to speak is advice; what must never be answered by itself is decided by rules and not by a model. */
function speakOf(given: {
  about: boolean;
  kinds: readonly PostNeed[];
  abuse: AbuseLevel;
  isYes: (name: HeadName) => boolean;
  silent: number;
}): SpeakChoice {
  const { about, kinds, abuse, isYes, silent } = given;
  if (!about || kinds.includes('spam') || abuse === 'harassment') return 'no';
  // Who is stuck is answered unless everything speaks against it.
  const isStuck = kinds.includes('help') || kinds.includes('question');
  if (isYes('silent') && (!isStuck || silent > 0.8)) return 'no';
  return isYes('private') ? 'private' : 'yes';
}
