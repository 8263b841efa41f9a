// Cues of Portuguese.
import type { CuePatterns } from '../cues.ts';

export const ptCues: CuePatterns = {
  asks: /(?<!\p{L})(?:como|quando|onde|por ?qu[eê]|algu[eé]m (?:sabe|mais|a[ií])|podem|poderiam|ajuda|me ajud\w+|d[aá] (?:pra|para)|tem (?:como|jeito)|o que (?:fa[cç]o|eu)|consigo)(?!\p{L})/gu,
  stuck:
    /\bn[aã]o (?:consigo|funciona|abre|carrega|entra|chega|chegou|liga|conecta|vai|d[aá]|deixa|aparece|reconhece|responde|pega|sai)(?!\p{L})|(?<!\p{L})(?:travad[oa]|travou|bloquead[oa]|sem (?:internet|luz|sinal|[aá]gua)|imposs[ií]vel|sumiu)(?!\p{L})/gu,
  fault:
    /(?<!\p{L})(?:erro|falha|bug(?:ado)?|quebr\w+|defeito|estragad[oa]|p[eé]ssim[oa]|horr[ií]vel|ruim|lent[oa]|atras\w+|lixo|vergonha|decep[cç]\w+|absurdo|descaso|errad[oa]|caiu|palha[cç]ada|danificad[oa])(?!\p{L})/gu,
  waits:
    /(?<!\p{L})(?:esperando|aguardando|h[aá] (?:\w+ )?(?:dias|horas|semanas|meses)|at[eé] agora|ainda n[aã]o|ningu[eé]m (?:responde|atende|resolve)|sem resposta|enrola\w*)(?!\p{L})/gu,
  repeats:
    /(?<!\p{L})(?:de novo|outra vez|sempre|toda (?:vez|hora|semana)|todo (?:dia|m[eê]s)|(?:segunda|terceira|\uE003[aª]?) vez|novamente|mesmo (?:problema|erro))(?!\p{L})/gu,
  wishes:
    /(?<!\p{L})(?:podia(?:m)?|deveria(?:m)?|bem que|seria (?:bom|legal|[oó]timo)|queria que|sugest[aã]o|coloquem|adicionem|volt(?:a|em)|faltou|gostaria)(?!\p{L})/gu,
  praises:
    /(?<!\p{L})(?:amei|amo|adorei|excelente|[oó]tim[oa]|perfeit[oa]|maravilhos[oa]|recomendo|incr[ií]vel|melhor|gostei|delicios[oa]|nota \uE003|top|show|lind[oa]|parab[eé]ns|feliz)(?!\p{L})/gu,
  thanks: /(?<!\p{L})(?:obrigad[oa]|valeu|agrade[cç]\w+|gratid[aã]o)(?!\p{L})/gu,
  solved:
    /(?<!\p{L})(?:resolv(?:ido|eu|eram)|voltou|j[aá] (?:funciona|chegou|deu)|consegui|deu certo)(?!\p{L})/gu,
  money:
    /(?<!\p{L})(?:reembols\w+|estorn\w+|cobr\w+|fatura|boleto|pix|paguei|pagamento|dinheiro|reais|duplicad[oa]|car[oa]|pre[cç]o|taxa|saldo|tarifa|multa|indeniz\w+)(?!\p{L})|r\$/gu,
  danger:
    /(?<!\p{L})(?:fogo|fuma[cç]a|inc[eê]ndio|queim\w+|explod\w+|choque|machuc\w+|sangue|alergi\w+|hospital|upa|intoxica\w+|vomit\w+|larva|bicho|mofo|vidro|freio|g[aá]s|acidente|perig\w+|estufad[oa])(?!\p{L})/gu,
  deadline:
    /(?<!\p{L})(?:hoje|amanh[aã]|agora|urgente|voo|embarque|prova|casamento|entrevista|vence|prazo|antes d[oa]|daqui a|em (?:uma|duas|\uE003) horas?|show)(?!\p{L})/gu,
  outage:
    /(?<!\p{L})(?:fora do ar|caiu|servidor(?:es)?|apag[aã]o|todo mundo|geral|bairro (?:todo|inteiro)|cidade (?:toda|inteira)|inst[aá]vel|sem servi[cç]o)(?!\p{L})/gu,
  leak: /(?<!\p{L})(?:hacke\w+|fraude|golpe|roub\w+|clon\w+|phishing|n[aã]o (?:fiz|reconhe[cç]o|autorizei|comprei)|vazou|vazamento|dados pessoais|meus dados|se passando)(?!\p{L})/gu,
  stranded: /(?<!\p{L})(?:preso|presa|ilhad[oa]|na rua|trancad[oa]|sem (?:ter )?como voltar)(?!\p{L})/gu,
  leaves:
    /(?<!\p{L})(?:cancel(?:ar|ei|ando|amento)|vou (?:trocar|mudar|migrar|sair)|nunca mais|desinstal\w+|portabilidade|concorr[eê]ncia|outra (?:operadora|empresa)|mudei|[uú]ltima vez|tchau|migrei)(?!\p{L})/gu,
  insults:
    /(?<!\p{L})(?:idiotas?|imbecis?|imbecil|burr[oa]s?|incompetentes?|ladr(?:[aã]o|[oõ]es)|merda|porra|caralho|palha[cç]os?|vagabund\w+|lixos?|otári\w+|fdp|desgra[cç]ad\w+|corja)(?!\p{L})/gu,
  threatens:
    /(?<!\p{L})(?:matar|process\w+|procon|advogad[oa]|justi[cç]a|reclame aqui|vou (?:a[ií]|quebrar|expor|atr[aá]s)|vai se arrepender|sei onde|botar fogo)(?!\p{L})/gu,
  demands:
    /(?<!\p{L})(?:exijo|de joelhos|demit\w+|quero (?:falar com o|o gerente|indeniza[cç][aã]o)|danos morais|retrata[cç][aã]o)(?!\p{L})/gu,
  offers:
    /(?<!\p{L})(?:sorteio|sigam?|rt (?:e|para)|renda extra|ganh(?:e|ar) dinheiro|invest\w+|cripto|cupom|link na bio|whats(?:app)?|telegram|chama (?:no|na)|promo[cç][aã]o|gr[aá]tis|desconto|indique)(?!\p{L})|%/gu,
  private:
    /(?<!\p{L})(?:n[uú]mero d[oa] (?:pedido|conta|reserva)|cpf|meu (?:endere[cç]o|telefone|email|cart[aã]o)|protocolo|receita|diagn[oó]stico)(?!\p{L})/gu,
};
