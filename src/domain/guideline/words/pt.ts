// Word classes of Portuguese.
import type { WordClasses } from '../word-classes.ts';

export const ptWords: WordClasses = {
  offer:
    'desconto~|promo[cç]~|promo|oferta~|cupom|cupons|cup[aã]o|c[oó]digo|brinde~|gr[aá]tis|\uE003 ?%|combo|pacote|sorteio|economi[zs]~|pre[cç]o especial|leve \uE003|barat~|imperd[ií]vel|frete gr[aá]tis|cashback|teste gr[aá]tis|m[eê]s gr[aá]tis|de presente|ganh[ae]~?|black friday|vale-presente|sald~|liquida[cç]~',
  buy: 'compr(?:e|ar|ando|a|as)|pe[cç]a|encomend~|reserv~|assin[ea]|inscrev~|aproveit~|garant[ae] (?:j[aá]|o seu|a sua)|leve|experiment~|conhe[cç]a|confira|conferir|vale conferir|visite nossa|d[eê] uma (?:olhada|passada)|menu para|contrat~|fechando|adquir~|loja online|nosso site|nossa loja|link|sig[au] a gente|siga-nos|mude para|migr~|venha|sai por|cadastr~',
  fresh:
    'nov[oa]s?|lan[cç]~|estrei~|acab(?:amos|ou) de|rec[eé]m|novidade~|j[aá] dispon[ií]vel|gera[cç][aã]o|cole[cç][aã]o|temporada|edi[cç][aã]o|em breve|chegou|chegaram|modelo|inaugur~',
  scarce:
    's[oó] (?:hoy|hoje|esta|nesta|at[eé])|[uú]ltim[oa]s|poucas|poucos|restam|vagas|at[eé] (?:domingo|acabar|o fim)|nesta semana|limitad~|n[aã]o perca|corra|corre|exclusiv~|esgot~|antes que|enquanto dur~|agora',
  lure: 'voc[eê] vai (?:amar|adorar)|ideal|perfeit[oa]s?|recomend~|melhor|bem melhor|incr[ií]vel|maravilh~|favorit~|ali[aá]s|inclusive|ah, e|por falar|tamb[eé]m|aproveit~|lux~|sucesso|mais vendid~|merece|que tal|por que n[aã]o|todo mundo|vale (?:a pena|conferir)|fant[aá]stic~|querid[ií]nh~',
  tier: 'premium|pro|plus|s[oó]cio|ouro|vip|assinatura|plano|seguro|garantia estendida|superior|linha|ilimitad~|aulas|anual|deluxe|avan[cç]ad[oa]|fibra|clube',
  price: 'r\\$ ?\uE003|\uE003 ?(?:€|euros?|reais)|por m[eê]s|a partir de|por apenas|apenas',
  fee: 'pag(?:ar|a|amento|as)|pago|paga|custo|custa|cobr(?:a|amos|ada|ado|ar)|taxa|despesa~|por sua conta|por conta do|a seu cargo|tarifa de|adicional|m[aã]o de obra|deslocamento|do seu bolso|or[cç]amento|[oô]nus',
  errand:
    'lev(?:e|ar) (?:at[eé]|o|a|ao)|traz(?:er|ga)|tra(?:ga|z)|compare[cç]~|v[aá] (?:at[eé]|a)|ir at[eé]|loja f[ií]sica|ag[eê]ncia|oficina|assist[eê]ncia|pessoalmente|presencial~|s[oó] por telefone|somente por telefone|pelos correios|correio|imprim~|carta registrada|compre (?:de novo|outro|um|uma)|voc[eê] mesmo|deve levar|balc[aã]o|lig(?:ue|ar)|fila|rg|documento',
  need: '[eé] preciso|ter[aá] (?:de|que)|dever[aá]|deve|tem (?:de|que)|precisa|s[oó]|[uú]nic[oa]|n[aã]o h[aá] outra|obrigat[oó]ri~|somente|apenas',
  free: 'gr[aá]tis|gratuit~|sem custo|sem [oô]nus|n[aã]o custa|n[oó]s pagamos|por nossa conta|na garantia|de gra[cç]a',
  sorry:
    'desculp~|perd[aã]o|perdo[ea]~|(?:sinto|sentimos|lamento|lamentamos)|nosso erro|erro nosso|falha nossa|culpa nossa|erramos|esquecemos|pisamos na bola|mil desculpas|envergonhad~|nossa falha',
  feel: 'entend[oe]~|compreend~|imagin~|que (?:susto|chato|pena|raiva|situa[cç][aã]o|noite|dia|bom|alegria|del[ií]cia)|poxa|puxa|frustra~|chatea~|aborre~|com raz[aã]o|tem (?:toda )?raz[aã]o|preocup~|deve (?:ter|ser|estar)|doloros~|decep~|fic(?:o|amos) felizes|ficamos|transtorno|inc[oô]modo|ningu[eé]m (?:quer|merece)|dif[ií]cil|cansativ~|triste',
  thank: 'obrigad[oa]|agrade[cç]~|valeu',
  echo: 'vejo que|vi (?:que|a|o)|vimos|li (?:o|a|que)|lemos|voc[eê] (?:conta|disse|diz)|ent[aã]o (?:o|a)|depois de|ap[oó]s|ainda por cima|sua mensagem|sua foto|seu relato|sumiu|justo',
  you: 'voc[eê]s?|senhor[ae]?|seu|sua|cliente~|tu|lhe|passageir~|usu[aá]ri~|consumidor',
  misuse:
    'n[aã]o (?:foi|ter[aá]|leu|seguiu|guardou|avisou|conferiu|viu|verificou)|ser[aá] que (?:voc[eê]|o senhor|n[aã]o)|deix(?:ou|ado) cair|mau uso|uso (?:indevido|incorreto|errado)|usou errado|bateu|esqueceu|se enganou|confundiu|dev(?:ia|eria) ter|tivesse|deveria|culpa (?:sua|do senhor)|aceitou|assinou|escolheu|descuid~|distra~|lavou|tem certeza|da pr[oó]xima vez|n[aã]o [eé] .{0,20}para|exager~|calma|digitou|trilha',
  others:
    'entrega|entregador~|transportadora|motoboy|fornecedor~|fabricante|aplicativo|plataforma|banco|tempo|chuva|tr[aâ]nsito|sistema|outros clientes|ningu[eé]m mais|companhia|terceir~|autom[aá]tic~|operadora|coleg~|correios|prefeitura|parceir~',
  deny: 'n[aã]o [eé] (?:com a gente|conosco|culpa|problema|responsabilidade|nosso|nossa|poss[ií]vel)|n[aã]o (?:somos|depende|podemos|nos|consta|h[aá] nada|temos|aceitamos|procede)|nada a ver|alhei~|reclam(?:e|ar)|fale com|procure|dirija-se|nunca (?:houve|tivemos|aconteceu)|nenhum (?:outro|problema|defeito)|imposs[ií]vel que|foge',
  rulebook:
    'manual|instru[cç]~|condi[cç]~|termos|pol[ií]tica|regras?|etiqueta|r[oó]tulo|como (?:j[aá] )?(?:dissemos|informamos|avisamos|explicamos|consta)|est[aá] escrito|avisamos|advert~|letras mi[uú]das|regulamento|aviso|contrato diz|cupom fiscal|nota',
  normal:
    '[eé] normal|normal d~|assim mesmo|funciona assim|acontece|essas coisas|costuma|por esse pre[cç]o|gosto [eé]|subjetiv~|[eé] o que tem|s[oó] um|n[aã]o [eé] para tanto|pequen[oa]|faz parte|como todos|limita[cç]~|frescura|normalíssimo',
  excuse:
    'correria|lotad~|cheio|falta de (?:pessoal|funcion)~|feriado~|fim de semana|hor[aá]rio de pico|muitos (?:pedidos|clientes)|funcion[aá]rio novo|novat~|somos poucos|devido|por causa|for[cç]a maior|automaticamente|sobrecarr~|f[eé]rias|compreens[aã]o|alta demanda',
  sure: 'garant(?:o|imos|ido|ia|e)|promet~|prometo|com certeza|certeza|sem (?:falta|d[uú]vida)|100 ?%|\uE003 ?%|cem por cento|nunca mais|jamais|sempre|minha palavra|palavra|definitiv~|juro|juramos|absolut~|pode (?:contar|confiar|ficar)|fique tranquil[oa]|d[eê] por|aconte[cç]a o que|totalmente|de jeito nenhum|n[aã]o vai (?:mais|nunca)|seguramente|inteiramente',
  outcome:
    'reembols~|devolv~|devolu[cç]~|indeni[zs]~|compensa~|ressarc~|consert~|arrum~|chega(?:r[aá])?|entreg(?:ue|ar|aremos)|novinh~|como nov[oa]|resolv~|solucion~|volta(?:r[aá])?|funcionar[aá]|troc(?:amos|aremos|a)|repetir|acontecer|cura|segur[oa]|todo o (?:seu )?dinheiro|recuper~|estorn~',
  when: 'hoje|amanh[aã]|hoje [aà] noite|esta semana|segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bado|domingo|em (?:uma hora|\uE003)|antes de|imediat~|agora mesmo|at[eé] (?:o|a|amanh|sexta)|j[aá]',
  law: 'lei|leis|legal~|judicial~|advogad~|ju[ií]z~|tribunal|processar|justi[cç]a|indeni[zs]~|respons[aá]vel|responsabilidade|neglig~|descumpr~|contrato|cl[aá]usula|artigo \uE003|crime|difama[cç]~|cal[uú]nia|direitos?|danos|pol[ií]cia|procon|c[oó]digo d[eo] (?:defesa|consumidor)|c[oó]digo|marca registrada|propriedade intelectual|boletim|medica~|clinicamente|jur[ií]dic~',
  secret:
    'c[aá] entre n[oó]s|entre n[oó]s|aqui entre n[oó]s|n[aã]o (?:conte|conta|espalhe|diga)|confidencial~|segred~|sigil~|intern[oa]s?|internamente|ainda n[aã]o (?:foi |est[aá] )?(?:anunci|divulg|public|ofici)~|sem divulg~|divulgamos|anunciad~|n[aã]o (?:posso|devia|deveria) (?:dizer|falar|contar)|vazou (?:a|que|uma)|vazamento de|diretoria|o chefe|a chefe|reuni[aã]o|nossa margem|fornecedor [eé]|demit~|demiss~|vai fechar|outra cliente|outro cliente|sua vizinha|seu vizinho|funcion[aá]rios|j[aá] (?:foi|est[aá]) decidid~|extraoficial~|em primeira m[aã]o|painel',
  id: 'nome|sobrenome|telefone|celular|endere[cç]o|morada|e-?mail|email|cpf|rg|nif|data de nascimento|nascimento|pedido|reserva|n[uú]mero|senha|usu[aá]rio|login|cart[aã]o|conta|pix|passaporte|placa|ap[oó]lice|quarto|cep|resid[eê]ncia|escola|localizador|rastreio|matr[ií]cula',
  tell: 'dig[ae]|diz|fale|envi[ea]~|mand[ea]~|respond[ae]|escrev[ae]|coloque|ponha|deix[ea]|inform[ea]~|informar|qual (?:[eé]|o|a|seu)|coment[ea]|confirm[ea]~|preciso|precisamos|publique|compartilh~|pode (?:passar|mandar|informar|dizer)|pass[ea]|aqui',
  private:
    'privad[oa]|direct|inbox|dm|mensagem direta|formul[aá]rio|n[aã]o (?:coloque|publique|escreva|poste)|por e-?mail|em p[uú]blico|aqui (?:em p[uú]blico )?n[aã]o|pv|no particular',
  slang:
    'putz|mano|cara|galera|beleza|blz|valeu|vlw|show|top|massa|bacana|legal|demais|zica|bizu|peraí|perai|pera|tipo|n[eé]|t[aá]|t[oô]|c[eê]|pra|pro|tu|rolou|rola|bora|partiu|tamo junto|tmj|fechou|falou|flw|opa|oi+|eita|caraca|caramba|porra|merda|droga|que saco|saco|treta|gambiarra|da hora|sussa|suave|relaxa|de boa|ficar de olho|dar um jeito|d[aá] um jeito|j[aá] era|kd|vc|tbm|pq|fixe|bué|pá|giro|hein|uai|moleza',
  pet: 'meu bem|gat[oa]|querid[oa]|amor|am(?:ig|g)[aoe]~|miga|mana|mano|brother|bro|parceir[oa]|chef[ei]a?|linda|lindo|fofa|fofo|flor|princesa|rainha|campe[aã]o|patr[aã]o|meu rei|bebê|moz[aã]o|docinho',
  laugh: 'k{3,}|(?:rs)+|(?:ha){2,}~|(?:he){2,}~|huehue~|lol',
  polite: 'senhor[ae]?|por favor|poderia|gostaria|prezad[oa]|agradecemos|por gentileza',
  done: 'deu certo|funcionou|funciona(?:ndo)?|t[aá] funcionando|consertad[oa]|resolvid[oa]|resolv(?:i|eu|eram)|achei|encontrei|apareceu|chegou|recebi|trocaram|conseguimos|consegui|finalmente|voltou|pronto|devolveram|estornaram|entrei|foi|tava com|estava com|agora (?:vai|foi)|tudo certo|liberaram|caiu (?:na|o)',
  nomore:
    'deixa (?:pra|para) l[aá]|deixem|esque[cç]~|tanto faz|n[aã]o (?:preciso|precisa|quero|responda|me liguem|me chamem)|cancel~|desisti|apaguei|exclu[ií]|ignor~|n[aã]o importa|alarme falso|larguei|tchau|adeus|j[aá] n[aã]o|nem precisa|vou ficar com|n[aã]o devolvo',
  away: 'outr[oa] (?:operadora|loja|empresa|marca|app|lugar|navegador|companhia)|pra outra|concorr~|vizinh[oa]|meu (?:irm[aã]o|marido|pai|filho|primo|amigo|namorado)|minha (?:irm[aã]|esposa|m[aã]e|filha|amiga|namorada)|um amigo|comprei|mudei|troquei|fui pra|atendente|um rapaz|a mo[cç]a|porteiro|liguei|por telefone|portaria|assist[eê]ncia',
  mine: 'era (?:que|eu|a|o|s[oó])|culpa minha|erro meu|me enganei|confundi|que vergonha|burr[oa]|sou (?:um|uma)|desculp~|n[aã]o tinha|estava (?:desligad|fora|em|no)~|gente|spam|lixo eletr[oô]nico|desligad[oa]|tava no|li (?:o|no)|bateria|esqueci|na verdade|descobri',
  unsolved:
    'continua|ainda|mas|de novo|nada|ningu[eé]m|n[aã]o (?:funciona|consigo|chega|chegou|vai|toca|d[aá])|algu[eé]m|ajuda|socorro|como|quando|por que|igual|mesm[oa]|sem|nem|at[eé] agora|porém',
  damage:
    'quebr~|estrag~|derram~|manch~|inund~|alag~|encharc~|queim~|chamusc~|estuf~|solt(?:ou|a)|rasg~|risc~|rach~|amass~|derret~|podre|mof~|cabelo|bicho|vidro|metal|buraco|defeit~|perdi|apag~|sumi~|desaparec~|falt~|vazi[oa]|pingou|vaz(?:ou|amento)|destru~|detonad~|vencid~',
  body: 'machuc~|feri~|sangr~|cort(?:e|ou|ei)|queimadura|d[oó]i|dor|bati|ca[ií]~|caiu|al[eé]rg~|intoxic~|vomit~|diarreia|pronto-socorro|hospital|m[eé]dico|coceira|inchad~|inchou|engasg~|ambul[aâ]ncia|les[aã]o|desmai~|doente|passou mal|passei mal|upa',
  taken:
    'cobr(?:ado|aram|ou|an[cç]a)|duas vezes|em dobro|dobro|debit~|n[aã]o autoriz~|n[aã]o reconhe[cç]o|golpe|fraude|bloque~|congel~|sem (?:permiss[aã]o|avisar|autoriza)~|tiraram|a mais|meu dinheiro|multa|roub~|clon~',
  treated:
    'mal-?educad~|grosse~|gross[oa]|gritou|grit~|riu|rindo|ignor~|deslig(?:ou|aram) na|expuls~|n[aã]o me deix~|discrimin~|desprez~|destrat~|mentir~|mentiu|n[aã]o (?:veio|apareceu)|bolo|errad[oa]|trocad[oa]|humilh~|chor~|vergonha|xing~|falta de respeito|deboch~|enrol~|descaso',
  waited:
    'esper~|horas|dias|semanas|m[eê]s|meses|atras~|demor~|n[aã]o (?:chega|respond)~|sem resposta|perdi|perdemos|cancel~|pres[oa]s?|trancad~|largad~|terceira vez|tr[eê]s vezes|de novo|ningu[eé]m me|fila|plantad[oa]|parad[oa]',
};
