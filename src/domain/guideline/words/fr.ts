// Word classes of French.
import type { WordClasses } from '../word-classes.ts';

export const frWords: WordClasses = {
  offer:
    "remise~|r[eé]duction~|promo~|offre~|offert~|code|coupon~|bon d'achat|cadeau~|gratuit~|\uE003 ?%|pack|lot|soldes?|rabais|tarif (?:sp[eé]cial|pr[eé]f[eé]rentiel)|moins cher|bonne affaire|bons plans?|livraison offerte|parrain~|essai gratuit|mois offert|tirage au sort|black friday|fid[eé]lit[eé]|[eé]conomis~|deux pour le prix",
  buy: 'achet(?:ez|er|é|és|ée|ées)|command(?:ez|er|e avant)|r[eé]serv(?:ez|er)|abonnez|inscri(?:vez|re)|profit(?:ez|er)|d[eé]couvr(?:ez|ir)|craquez|foncez|offrez-vous|laissez-vous|essayez|venez|menu pour|passez (?:en|à la|nous)|jetez un (?:œil|oeil)|boutique en ligne|notre (?:site|boutique)|lien|suivez-nous|passer [àa]|optez|souscri~|adopt~|pr[eé]command~|faites-vous|t[eé]l[eé]chargez',
  fresh:
    'nouve(?:au|l|lle|aux|lles|aut[eé]s?)|lanc~|vient de (?:sortir|paraître|paraitre)|viennent de|sorti[er]?|disponible|g[eé]n[eé]ration|collection|saison|[eé]dition|bient[oô]t|arriv(?:ée|age)|mod[eè]le|ouvert~|in[eé]dit~|dernier-n[eé]',
  scarce:
    "seulement (?:cette|jusqu|aujourd)~|derni[eè]r(?:s|es)|peu de places?|il reste|places|avant (?:dimanche|lundi|qu'il|la fin)|cette semaine|jusqu'[àa] (?:dimanche|ce soir|la fin|[eé]puisement)|limit[eé]~|ne (?:ratez|manquez)|vite|d[eé]p[eê]chez|exclusi~|[eé]puis~|c'est maintenant",
  lure: "vous (?:allez )?ador~|id[eé]al~|parfait~|recommand~|conseil~|meilleur~|bien mieux|incroyable|superbe|magnifique|favori~|pr[eé]f[eé]r~|au fait|d'ailleurs|au passage|[eé]galement|aussi|profit~|luxe|succ[eè]s|best-?sellers?|m[eé]rit~|pourquoi pas|tout le monde|coup de c[oœ]ur|tent[eé]~|id[eé]e cadeau|faites-vous plaisir",
  tier: 'premium|pro|plus|membre~|or|vip|abonnement|formule|forfait|assurance|extension de garantie|sup[eé]rieur~|gamme|illimit[eé]~|cours|annuel~|deluxe|avanc[eé]e?|fibre|privil[eè]ge|haut de gamme',
  price: '\uE003 ?(?:€|euros?)|€ ?\uE003|€|par mois|[àa] partir de|pour seulement',
  fee: 'pay(?:er|ant|ante|ez|é)|paiement|co[uû]t~|factur~|frais|[àa] vos frais|[àa] votre charge|tarif de|suppl[eé]ment|d[eé]placement|devis|de votre poche|redevance|r[eé]gler|moyennant',
  errand:
    "d[eé]pos(?:er|ez)|apport(?:er|ez)|rapport(?:er|ez)|rendez-vous (?:en|dans|à)|en (?:boutique|magasin|agence|personne)|venir (?:en|à|au)|d[eé]placez|agence|atelier|centre agr[eé][eé]|uniquement par t[eé]l[eé]phone|par courrier|recommand[eé] avec|imprim(?:er|ez)|recommander (?:l'article|[àa] nouveau)|vous-m[eê]me|guichet|appelez|file d'attente|[àa] vous de|pi[eè]ce d'identit[eé]",
  need: "il faut|il faudra|devez|devrez|oblig[eé]~|seul~|uniquement|ne peut|pas d'autre|n[eé]cessaire|besoin de|doit",
  free: 'gratuit~|sans frais|offert|aucun frais|[àa] nos frais|on paie|nous prenons en charge|sous garantie|ne vous co[uû]te',
  sorry:
    "d[eé]sol[eé]~|excus~|pardon~|navr[eé]~|(?:nous )?regrett~|notre (?:erreur|faute)|erreur de notre|faute de notre|oubli de notre|nous avons (?:fait une erreur|mal|failli|oubli[eé])|confus|mea culpa|honte|on s'est tromp[eé]",
  feel: "comprend~|compr[ei]~|imagin~|quel(?:le)? (?:nuit|frayeur|galère|galere|d[eé]ception|journ[eé]e|dommage|sale|plaisir|joie|bonne)|p[eé]nible|frustr~|aga[cç]~|[eé]nerv~|vous avez (?:bien )?raison|inqui[eé]t~|inqui[eè]t~|g[eê]ne|d[eé]sagr[eé]able|d[eé][cç]~|douloureux|triste|ravi~|content~|heureux|soulag~|personne ne (?:veut|devrait)|c'est (?:dur|rageant|embêtant|embetant|long|p[eé]nible)|attente|tourner en rond|bonne nouvelle",
  thank: 'merci|remerci~|reconnaissant~',
  echo: "je vois|nous voyons|on voit|j'ai (?:lu|vu)|nous avons (?:lu|vu)|vous (?:dites|racontez|signalez)|donc|apr[eè]s|alors que|en plus|votre (?:message|photo|r[eé]cit)|disparu|justement|bien not[eé]",
  you: 'vous|votre|vos|client~|tu|te|ton|voyageu~|passag~|utilisat~|usager~|chez vous',
  misuse:
    "vous n'(?:auriez|avez)|n'auriez-vous pas|n'avez-vous pas|avez-vous (?:bien|vraiment|lu)|tomb[eé]|mauvais usage|mauvaise utilisation|mal (?:utilis[eé]|lu|ferm[eé]|rang[eé]|lav[eé]|saisi)|choc|oubli[eé]|tromp[eé]|vous auriez d[uû]|il (?:fallait|aurait fallu)|si vous aviez|votre faute|accept[eé]|sign[eé]|choisi|n[eé]glig~|distrait~|lav[eé]|[eê]tes-vous s[uû]r|la prochaine fois|ne sont pas (?:pr[eé]vu|fait)~|exag[eé]r~|calmez|soyez plus|attention|de votre fait|imprudence",
  others:
    "livraison|livreur~|transporteur|coursier|fournisseur~|fabricant|plateforme|banque|m[eé]t[eé]o|circulation|syst[eè]me|autres clients|personne d'autre|compagnie|tiers|automatique~|op[eé]rateur~|coll[eè]gue~|la poste|mairie|partenaire~|prestataire~",
  deny: "ce n'est pas (?:nous|notre|de notre)|pas nous|n'est pas notre|pas de notre (?:ressort|fait)|nous n'y (?:pouvons|sommes)|nous ne (?:pouvons|sommes|g[eé]rons|faisons)|rien [àa] voir|voyez (?:avec|directement)|adressez-vous|contactez (?:le|la|votre)|jamais (?:eu|vu)|aucun(?:e)? (?:autre|probl[eè]me|d[eé]faut|anomalie)|impossible|refus~|pas possible|aucune responsabilit[eé]",
  rulebook:
    "notice|manuel|mode d'emploi|conditions|cgv|politique|r[eè]gles?|r[eè]glement|[eé]tiquette|comme (?:d[eé]j[àa] )?(?:indiqu[eé]|dit|pr[eé]cis[eé]|expliqu[eé])|c'est (?:[eé]crit|indiqu[eé]|pr[eé]cis[eé])|pr[eé]venu~|averti~|petits caract[eè]res|contrat pr[eé]voit|ticket|nous vous avions|figure sur",
  normal:
    "c'est normal|normal pour|c'est comme [cç]a|con[cç]u ainsi|ces choses|[cç]a arrive|cela arrive|[àa] ce prix|pour ce prix|go[uû]ts et|subjecti~|ce n'est (?:qu'|rien|pas (?:si )?grave)|petit~|limite~|habituel|comme tout le monde|voulu|fonctionne (?:tr[eè]s )?bien",
  excuse:
    'monde|complet|d[eé]bord[eé]~|manque de personnel|sous-effectif|f[eê]tes|vacances|heure de pointe|beaucoup de (?:demandes|commandes|messages)|nouveau coll[eè]gue|stagiaire|petite [eé]quipe|en raison de|[àa] cause de|force majeure|automatiquement|satur[eé]|merci de votre compr[eé]hension|afflux|int[eé]rimaire',
  sure: "garanti~|promet~|promi~|promesse|[àa] coup s[uû]r|s[uû]r(?:ement)?|sans faute|sans aucun doute|100 ?%|\uE003 ?%|cent pour cent|plus jamais|jamais|toujours|ma parole|parole|d[eé]finitivement|certain~|absolument|comptez sur|soyez (?:sans crainte|rassur|tranquille)~|aucun souci|quoi qu'il|totalement|en aucun cas|assur~|jur~|int[eé]gral~|croyez-moi",
  outcome:
    'rembours~|indemnis~|d[eé]dommag~|compens~|r[eé]par[eé]?~|r[eé]tabli~|livr[eé]~|comme neuf|neuf|r[eé]sol~|r[eé]gl[eé]~|revien~|fonctionn~|[eé]chang~|remplac~|arriver~|sera l[àa]|gu[eé]ri~|sans danger|s[eé]curit[eé]|votre argent|r[eé]cup[eé]r~|se reprodui~|repartira',
  when: "aujourd'hui|demain|ce soir|cette semaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|dans (?:l'heure|\uE003|une heure)|avant|imm[eé]diat~|tout de suite|d'ici",
  law: 'loi|lois|l[eé]gal~|l[eé]galement|juridi~|avocat~|juge|tribunal|tribunaux|justice|plainte|poursui~|indemnis~|responsab~|n[eé]glig~|manquement|contrat|clause|article \uE003|d[eé]lit|diffam~|injuri~|droits?|dommages|la police|consommation|code (?:de la|civil)|marque d[eé]pos[eé]e|contrefa[cç]on|propri[eé]t[eé] intellectuelle|m[eé]dicament|cliniquement|proc[eè]s|litige|rgpd|au regard d',
  secret:
    "entre nous|ne (?:le )?(?:dites|r[eé]p[eé]tez)|confidenti~|secret~|internes?|en interne|pas encore (?:[eé]t[eé] )?(?:annonc|publi|officiel|faite?)~|annonce n'est|non annonc~|je ne devrais pas|fuite d.info~|la direction a|le patron|r[eé]union|notre marge|fournisseur est|licenci~|vir[eé]|va fermer|une autre cliente|un autre client|votre voisin~|r[eé]serv[eé] au personnel|employ[eé]s|c'est d[eé]cid[eé]|d[eé]cid[eé]|officieu~|avant-premi[eè]re|back-?office|chut",
  id: 'nom|pr[eé]nom|t[eé]l[eé]phone|portable|num[eé]ro|adresse|e-?mail|mail|courriel|date de naissance|naissance|commande|r[eé]servation|mot de passe|identifiant|carte|compte|iban|rib|passeport|plaque|immatriculation|police|chambre|code postal|domicile|[eé]cole|r[eé]f[eé]rence|suivi|adh[eé]rent',
  tell: 'dites(?:-nous|-moi)?|donnez|envoyez|envoyer|r[eé]pondez|[eé]crivez|mettez|laissez|indiquez|indiquer|quel(?:le)? est|commentez|confirmez|il (?:me|nous) faut|publiez|partagez|pouvez-vous (?:nous )?(?:donner|dire|envoyer|indiquer)|communiqu~|pr[eé]cisez|ici|joignez',
  private:
    'priv[eé]e?|mp|dm|message direct|formulaire|ne (?:le |la |les )?(?:mettez|publiez|[eé]crivez|donnez)|par (?:e-?mail|mail)|en public|pas ici',
  slang:
    "mdr|ptdr|lol|ouais|ouaip|nan|ok|okay|cool|top|grave|trop|kiff~|la loose|loose|relou|truc|machin|bidule|bouffe|boulot|fringues|cl[aà]que|[cç]a roule|[cç]a marche|t'inqui[eè]te|tkt|nickel|chelou|ouf|putain|merde|zut|flemme|j'mate|mate|basta|hop|allez|salut|coucou|hello|yo|wesh|stp|svp|bah|ben|euh|hyper|bisous?|bises|d'acc|dac|t'as|t'es|t'appelles|j'ai pas|y a pas|oups|oh l[aà] l[aà]|aie|punaise|balance|file-nous",
  pet: "ma belle|mon beau|ch[eé]ri~|mon c[oœ]ur|mon grand|ma grande|ma puce|poulette|mon pote|pote|mec|meuf|chef|boss|copain|copine|les amis|l'ami|fr[eè]re|frangin|gar[cç]on|ma ch[eè]re|mon cher|champion~|ma jolie|tonton|tu|te|toi|ton",
  laugh: 'mdr+|ptdr+|lol|ha ha|haha~|h[eé]h[eé]~|hihi~|xd',
  polite: "vous|votre|monsieur|madame|s'il vous pla[iî]t|veuillez|pourriez|cordialement",
  done: "[cç]a (?:marche|remarche|fonctionne|y est)|c'est (?:bon|revenu|r[eé]gl[eé]|r[eé]par[eé]|arriv[eé]|re[cç]u)|r[eé]gl[eé]|r[eé]solu|r[eé]par[eé]|trouv[eé]|retrouv[eé]|re[cç]u|arriv[eé]|rembours[eé]|enfin|r[eé]ussi|revenu|j'ai (?:pu|eu)|l'avai(?:t|ent)|finalement|on m'a (?:chang|rembours|rappel|aid)~|r[eé]cup[eé]r[eé]|tout va bien|ouf|dans (?:le|la) (?:bo[iî]te|sac)",
  nomore:
    "laisse~ tomber|laissez tomber|oubli(?:e|ez)|peu importe|plus (?:la peine|besoin)|pas la peine|ne (?:me )?(?:r[eé]pond|contact|rappel|[eé]criv)~|annul[eé]~|r[eé]sili[eé]~|supprim[eé]~|d[eé]sinstall~|tant pis|ignorez|fausse alerte|abandonn~|renonc~|adieu|j'arr[eê]te|inutile de|(?:je )?l[ea] garde|n'en veux plus|d[eé]sabonn~",
  away: 'ailleurs|autre (?:op[eé]rateur|magasin|marque|appli|entreprise|boutique|navigateur|compagnie)|concurren~|voisin~|gardien~|mon (?:fr[eè]re|mari|p[eè]re|fils|cousin|ami|copain|coll[eè]gue)|ma (?:s[oœ]ur|femme|m[eè]re|fille|amie|copine)|un ami|achet[eé]|chang[eé]|parti|pass[eé] chez|vendeu~|un gars|la dame|appel[eé]|par t[eé]l[eé]phone|r[eé]parateur|concierge',
  mine: "c'[eé]tait (?:moi|mon|ma|le|la|juste|d[eé]branch)~|ma faute|mon erreur|je me suis tromp[eé]e?|confondu|la honte|b[eê]te|quelle (?:idiote|cruche|andouille)|quel (?:idiot|boulet)|d[eé]sol[eé]e?|j'avais (?:juste |pas |oubli)~|[eé]teint|d[eé]branch[eé]|spam|ind[eé]sirables|en fait|bon,|notice|pas pay[eé]|batterie|malentendu",
  unsolved:
    "toujours|encore|mais|rien|personne|pas|ne (?:marche|fonctionne)|quelqu'un|[àa] l'aide|aide|comment|quand|pourquoi|pareil|idem|sans|m[eê]me|jusqu'[àa]|sauf",
  damage:
    'cass[eé]~|bris[eé]~|ab[iî]m[eé]~|renvers[eé]~|tach[eé]~|t[aâ]ch[eé]~|inond~|tremp[eé]~|br[uû]l[eé]~|roussi~|gonfl[eé]~|d[eé]coll[eé]~|d[eé]chir[eé]~|ray[eé]~|f[eê]l[eé]~|fissur~|[eé]cras[eé]~|fondu~|pourri~|moisi~|cheveu~|insecte|ver|verre|m[eé]tal|trou|d[eé]fectueu~|perdu~|effac[eé]~|disparu~|manqu~|vide|goutt[eé]|fuit~|d[eé]truit~|ruin~|en miettes|en morceaux',
  body: 'bless~|sang|saign~|coup[eé]|br[uû]lure|mal (?:au|à la|de)|douleur|tomb[eé]e?|allergi~|intoxi~|vomi~|diarrh[eé]e|urgences|h[oô]pital|m[eé]decin|plaques|gonfl~|[eé]touff~|ambulance|pompiers|malade|[eé]vanoui~|entorse|fractur~|d[eé]mange~',
  taken:
    'd[eé]bit[eé]~|factur[eé]~|deux fois|double|pr[eé]lev~|sans (?:mon accord|autorisation|pr[eé]venir|me demander)|arnaque~|fraude|bloqu[eé]~|gel[eé]~|en trop|mon argent|vol[eé]~|p[eé]nalit[eé]|pirat~|pas command[eé]|major[eé]',
  treated:
    'mal[eé]lev[eé]~|malpoli~|impoli~|cri[eé]~|hurl~|ri |moqu~|ignor~|raccroch~|mis[e]? dehors|refus~|refoul~|discrimin~|m[eé]pris~|odieu~|menti~|mensonge|pas venu|jamais venu|lapin|mauvais (?:produit|article|mod[eè]le|colis)|erreur|humili~|pleur~|honte|insult~|manque de respect|agressi~|d[eé]sagr[eé]able|baladé~',
  waited:
    'attend~|attente|heures?|jours|semaines?|mois|retard~|toujours (?:pas|rien)|pas de (?:r[eé]ponse|nouvelles)|sans r[eé]ponse|rat[eé]~|manqu[eé] (?:mon|notre)|annul[eé]~|coinc[eé]~|enferm[eé]~|bloqu[eé]s|troisi[eè]me fois|trois fois|encore une fois|personne ne|file|plant[eé]~|report[eé]',
};
