// Cues of French.
import type { CuePatterns } from '../cues.ts';

export const frCues: CuePatterns = {
  asks: /(?<!\p{L})(?:comment|quand|o[uù]|pourquoi|quelqu['’]un (?:sait|a|d['’]autre|peut)|est-ce (?:que|qu)|pouvez|pourriez|aide|aidez|c['’]est normal|que faire|y a-t-il|savez)(?!\p{L})/gu,
  stuck:
    /(?<!\p{L})(?:impossible|n['’]arrive (?:pas|plus)|(?:marche|fonctionne|charge|ouvre|connecte|affiche|d[eé]marre|s['’]allume|r[eé]pond|passe|peux|peut) (?:pas|plus)|bloqu[eé]e?s?|coinc[eé]e?s?|pas re[cç]u|jamais (?:re[cç]u|arriv[eé])|sans (?:internet|r[eé]seau|[eé]lectricit[eé])|a disparu)(?!\p{L})/gu,
  fault:
    /(?<!\p{L})(?:panne|bug(?:s|ue|u[eé])?|erreur|cass[eé]e?|plant(?:e|[eé]|age)|d[eé]fectueu(?:x|se)|ab[iî]m[eé]e?|nul(?:le)?|horrible|catastroph\w+|lent(?:e|eur)?|retard|honte(?:ux)?|scandal\w+|d[eé][cç]u\w*|arnaque|inadmissible|pire|d[eé]gueu\w*|faux|mauvais\w*)(?!\p{L})/gu,
  waits:
    /(?<!\p{L})(?:attends?|attente|depuis (?:\w+ )?(?:jours?|heures?|semaines?|mois)|toujours (?:pas|rien|aucun\w*)|aucune (?:r[eé]ponse|nouvelle)|personne (?:ne )?(?:r[eé]pond|d[eé]croche)|sans r[eé]ponse|balad[eé]\w*)(?!\p{L})/gu,
  repeats:
    /(?<!\p{L})(?:encore|[aà] nouveau|toujours|chaque (?:fois|jour|mois)|(?:deuxi[eè]me|troisi[eè]me|\uE003(?:e|[eè]me)) fois|m[eê]me (?:probl[eè]me|erreur)|sans arr[eê]t)(?!\p{L})/gu,
  wishes:
    /(?<!\p{L})(?:ce serait (?:bien|cool|top)|devriez|pourriez(?:-vous)? (?:ajouter|remettre)|il faudrait|j['’]aimerais|suggestion|ajoutez|remettez|dommage qu['’]?(?:e|il)?|manque (?:un|une))(?!\p{L})/gu,
  praises:
    /(?<!\p{L})(?:adore|g[eé]nial|excellent\w*|parfait\w*|super|recommande|d[eé]licieu\w+|top|meilleure?s?|magnifique|ravie?|bravo|impeccable|merveilleu\w+|incroyable|aime beaucoup)(?!\p{L})/gu,
  thanks: /(?<!\p{L})(?:merci|remerci\w+)(?!\p{L})/gu,
  solved:
    /(?<!\p{L})(?:r[eé]solu|r[eé]gl[eé]|c['’]est (?:bon|revenu|r[eé]par[eé])|[cç]a (?:re)?marche|r[eé]tabli)(?!\p{L})/gu,
  money:
    /(?<!\p{L})(?:rembours\w+|d[eé]bit\w+|pr[eé]l[eè]v\w+|factur\w+|pay[eé]r?|paiement|argent|euros?|double|cher|prix|frais|virement|solde|caution|d[eé]dommag\w+)(?!\p{L})|€/gu,
  danger:
    /(?<!\p{L})(?:feu|fum[eé]e|br[uû]l\w+|explos\w+|incendie|choc [eé]lectrique|bless[eé]e?|sang|allergi\w+|h[oô]pital|urgences|intoxic\w+|vomi\w*|vers?|moisi\w*|verre|freins?|gaz|accident|danger\w*|gonfl[eé]e?)(?!\p{L})/gu,
  deadline:
    /(?<!\p{L})(?:aujourd['’]hui|demain|ce soir|urgent\w*|tout de suite|vol|train|embarquement|examen|mariage|entretien|d[eé]lai|avant (?:ce|demain|midi|lundi)|dans (?:une|deux|\uE003) heures?|concert)(?!\p{L})/gu,
  outage:
    /(?<!\p{L})(?:panne (?:g[eé]n[eé]rale|nationale)|serveurs?|coupure|tout le (?:monde|quartier|village)|en rade|hors service|interruption|down|ne r[eé]pond plus)(?!\p{L})/gu,
  leak: /(?<!\p{L})(?:pirat\w+|fraude|arnaqu\w+|vol[eé]e?s?|hame[cç]onnage|phishing|usurp\w+|fuite de donn[eé]es|donn[eé]es personnelles|pas (?:moi|command[eé]|autoris[eé])|hack\w+)(?!\p{L})/gu,
  stranded:
    /(?<!\p{L})(?:coinc[eé]e?s? (?:[aà]|dans|sur|au)|bloqu[eé]e?s? (?:[aà]|dans|sur|au)|enferm[eé]e?s?|sans (?:chauffage|eau|logement)|rentrer chez)(?!\p{L})/gu,
  leaves:
    /(?<!\p{L})(?:r[eé]sili\w+|quitt\w+|change(?:r)? (?:d['’]op[eé]rateur|de banque|de)|plus jamais|d[eé]sinstall\w+|d[eé]sabonn\w+|concurren\w+|derni[eè]re fois|je (?:pars|m['’]en vais)|pass(?:e|[eé]) chez|annul(?:er|e) mon)(?!\p{L})/gu,
  insults:
    /(?<!\p{L})(?:idiots?|imb[eé]ciles?|cons?|connards?|connasse|incomp[eé]tents?|voleurs?|merde|putain|bouffons?|escrocs?|nuls?|d[eé]biles?|salauds?|encul\w+|clowns?|abrutis?)(?!\p{L})/gu,
  threatens:
    /(?<!\p{L})(?:tuer|porter? plainte|avocat|tribunal|justice|je vais (?:venir|vous|tout)|vous allez (?:regretter|voir|payer)|je sais o[uù]|br[uû]ler|ufc|signal conso|balancer)(?!\p{L})/gu,
  demands:
    /(?<!\p{L})(?:exige|[aà] genoux|vir(?:er|ez)|licenci\w+|parler au (?:directeur|responsable|pdg)|dommages|excuses publiques)(?!\p{L})/gu,
  offers:
    /(?<!\p{L})(?:concours|jeu concours|suivez|follow|rt (?:et|pour)|gagne[rz]?|revenus?|investi\w+|crypto|code promo|lien en bio|whatsapp|telegram|en mp|dm|promo(?:tion)?|gratuit\w*|parrain\w+|r[eé]duction)(?!\p{L})|%/gu,
  private:
    /(?<!\p{L})(?:num[eé]ro de (?:commande|compte|t[eé]l[eé]phone|dossier|client)|mon (?:adresse|mail|iban|num[eé]ro)|ordonnance|diagnostic|carte vitale)(?!\p{L})/gu,
};
