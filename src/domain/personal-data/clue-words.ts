// Which words say what a number is, in the languages that Kizuki judges; lower case, folded, divided by bars.

export const clueWords = {
  phone:
    '電話|でんわ|携帯|ケータイ|けいたい|スマホの番号|連絡先|ご連絡|連絡ください|連絡下さい|連絡して|tel|telephone|phone|cell|' +
    'mobile|call me|text me|reach me|ring me|contact me|my number|my no|call|calls|calling|ring|text|whatsapp|whats app|sms|fax|call us|contact no|' +
    'contact number|phone number|ph|电话|手机|联系|微信|致电|来电|打给我|電話號碼|手機|聯絡|전화|연락|휴대폰|핸드폰|문자|번호|' +
    '전번|폰번호|teléfono|telefono|móvil|movil|celular|llámame|llamame|llamadme|mi número|mi numero|escríbeme|contacto|tlf|' +
    'telefone|telemóvel|telemovel|zap|me liga|ligue|meu número|meu numero|contato|contacto|fone|téléphone|telephone|' +
    'portable|appelez|appelle-moi|appelez-moi|joindre|mon numéro|mon numero|tél|telefon|telefonnummer|handy|handynummer|' +
    'rufnummer|mobil|erreichbar|anrufen|ruf mich|rufen sie|meine nummer',
  /** Beside these, nearly any long number is a telephone's. */
  directPhone:
    '電話番号|携帯番号|電話|電話は|携帯は|携帯|tel|phone|mobile|cell|call me at|call me on|text me at|text me on|reach me at|reach me on|my number is|my cell is|' +
    'my phone is|phone number is|phone:|phone number|mobile number|my mobile is|cell:|mobile:|ring me on|contact number|' +
    '电话|手机号|手机号码|電話號碼|전화번호|휴대폰 번호|핸드폰 번호|연락처|mi teléfono es|mi número es|teléfono|telefono|' +
    'telefone|meu número é|whatsapp|mon numéro est|mon numéro|téléphone|tél|telefonnummer|handynummer|meine nummer ist|' +
    'rufnummer|zap',
  /** What is no telephone although it looks like one. */
  otherNumber:
    'isbn|jan|ean|シリアル|serial|型番|品番|製造番号|model|商品番号|商品コード|part number|sku|lot|ロット|qq|' +
    'id|uid|フレンドコード|friend code|招待コード|当選番号|版本|编号|单号|订单|群|coordinates|座標|株価|再生|views|ip',
  card:
    'カード番号|クレジットカード|クレカ|デビットカード|card number|credit card|debit card|card no|my card|visa|mastercard|' +
    'amex|银行卡|信用卡|卡号|카드번호|카드 번호|신용카드|체크카드|tarjeta|número de tarjeta|cartão|cartao|carte bancaire|' +
    'numéro de carte|carte bleue|carte de crédit|kreditkarte|kreditkartennummer|kartennummer',
  cardNumber:
    'カード番号|カードの番号|card number|card no|卡号|카드번호|카드 번호|número de tarjeta|numero de tarjeta|número de la tarjeta|' +
    'número do cartão|numero do cartao|numéro de carte|numéro de ma carte|kreditkartennummer|kartennummer',
  order:
    '注文番号|注文の番号|予約の番号|証券の番号|受付の番号|注文no|注文id|オーダー番号|オーダーno|受注番号|予約番号|予約コード|予約no|確認番号|確認コード|受付番号|問い合わせ番号|' +
    '問合せ番号|問合番号|お問い合わせno|伝票番号|送り状番号|送り状no|追跡番号|荷物番号|配送番号|整理番号|購入番号|取引番号|' +
    '決済番号|領収書番号|請求書番号|契約番号|お客様番号|会員番号|証券番号|チケット番号|発券番号|照会番号|order number|order no|' +
    'order id|order ref|order reference|order #|order code|booking number|booking reference|booking ref|booking code|' +
    'booking id|reservation number|reservation code|reservation no|confirmation number|confirmation code|confirmation #|' +
    'tracking number|tracking no|tracking code|tracking id|tracking #|reference number|ref number|ref no|case number|' +
    'case id|case no|ticket number|ticket no|invoice number|invoice no|customer number|customer id|customer no|' +
    'claim #|claim no|conf|conf #|res #|confirmation|member number|membership number|policy number|contract number|claim number|record locator|pnr|receipt number|' +
    'transaction id|transaction number|consignment number|shipment number|订单号|订单编号|订单|单号|快递单号|运单号|物流单号|' +
    '预订号|预约号|确认号|票号|訂單編號|訂單號碼|客户号|会员号|保单号|주문번호|주문 번호|예약번호|예약 번호|송장번호|송장 번호|' +
    '운송장|운송장번호|접수번호|접수 번호|고객번호|확인번호|número de pedido|numero de pedido|nº de pedido|n.º de pedido|' +
    'número del pedido|número de reserva|numero de reserva|código de reserva|localizador|número de seguimiento|' +
    'código de seguimiento|número de envío|número de cliente|código de rastreio|código de rastreamento|número do pedido|' +
    'numero do pedido|nº do pedido|número da encomenda|número da reserva|protocolo|nº de protocolo|numéro de commande|' +
    'numero de commande|n° de commande|numéro de réservation|numéro de suivi|n° de suivi|numéro de dossier|' +
    'numéro de client|numéro client|n° client|référence|bestellnummer|bestell-nr|bestellnr|auftragsnummer|' +
    'buchungsnummer|buchungscode|reservierungsnummer|sendungsnummer|paketnummer|trackingnummer|kundennummer|' +
    'rechnungsnummer|vertragsnummer|vorgangsnummer|ticketnummer',
  /** These need more of a number beside them. */
  looseOrder:
    'order|orders|booking|reservation|confirmation|purchase|invoice|tracking|shipment|parcel|package|ref|reference|' +
    'case|ticket|注文|ご注文|予約|伝票|荷物|追跡|送り状|订单|快递|预订|주문|예약|송장|택배|pedido|reserva|envío|rastreio|' +
    'encomenda|commande|réservation|colis|suivi|dossier|bestellung|auftrag|buchung|sendung|paket',
  carrier:
    'usps|ups|fedex|dhl|dpd|hermes|evri|royal mail|correios|seur|colissimo|chronopost|ヤマト|クロネコ|佐川|ゆうパック|日本郵便|' +
    '顺丰|圆通|中通|韵达|우체국|cj대한통운|대한통운',
  /** These need more digits beside them. */
  looseBank: 'account|acct|routing|口座|账户|cuenta|conta|compte|konto',
  bankNumber:
    '口座番号|口座no|振込先|account number|account no|acct no|acct number|account #|acct|iban|routing number|sort code|' +
    'bank account|账号|银行账户|帐号|帳號|계좌번호|계좌 번호|계좌|número de cuenta|numero de cuenta|cuenta bancaria|' +
    'número da conta|numero da conta|conta corrente|conta poupança|conta bancária|numéro de compte|compte bancaire|' +
    'kontonummer|konto-nr|bankkonto|clabe|agência|kontonr',
  bank: '銀行|ぎんこう|支店|口座|普通預金|ゆうちょ|信用金庫|信金|農協|振込|bank|银行|은행|국민|신한|우리|농협|카카오뱅크|banco|banque|konto',
  myNumber: 'マイナンバー|個人番号|my number|mynumber|マイナ番号',
  socialSecurity: 'ssn|social security|social sec',
  cpf: 'cpf',
  dni: 'dni|nie|nif|documento|identidad',
  nif: 'nif|contribuinte',
  nationalId:
    '身份证|身份證|身分證|居民身份证|주민등록번호|주민번호|주민등록|numéro de sécurité sociale|sécurité sociale|sécu|nir|steuer-id|' +
    'steuerid|steueridentifikationsnummer|steuernummer|idnr|identifikationsnummer|national insurance|ni number|nino|' +
    'curp|national id|id number|identity number|rg',
  insurance:
    '基礎年金番号|保険証の記号番号|記号番号|年金番号|被保険者番号|保険証番号|保険証の番号|被保険者証|雇用保険|insurance number|medicare number|nhs number|' +
    'sozialversicherungsnummer|versichertennummer|número de afiliación|seguridad social',
  passport:
    'パスポート番号|旅券番号|パスポートの番号|パスポートno|passport number|passport no|passport|护照号|护照号码|护照|護照號碼|' +
    '여권번호|여권 번호|여권|pasaporte|passaporte|numéro de passeport|passeport|reisepass|passnummer|reisepassnummer|' +
    'パスポート|旅券',
  licence:
    '免許証番号|免許番号|免許証の番号|運転免許証|driver license number|driver licence number|driver’s license|' +
    "driver's license|driver's licence|driving licence|driving license|drivers license|license number|licence number|" +
    'dl number|驾驶证号|驾照号|驾驶证|운전면허번호|운전면허|면허번호|permiso de conducir|carnet de conducir|cnh|' +
    'carteira de motorista|permis de conduire|numéro de permis|führerschein|führerscheinnummer',
  birth:
    '生年月日|誕生年月日|date of birth|dob|d.o.b|birthdate|birth date|my birthday is|my birthday|i was born on|i was born|' +
    'born on|born|birthday|誕生日|生日|出生日期|出生年月日|出生于|出生|생년월일|생일|출생일|fecha de nacimiento|nací el|nacido el|' +
    'nacida el|data de nascimento|nasci em|nascido em|nascida em|nasc|date de naissance|née le|né le|né(e) le|' +
    'geburtsdatum|geboren am|geb. am|geburtstag|cumpleaños',
  postal:
    '郵便番号|〒|zip|zip code|zipcode|postal code|postcode|post code|邮编|邮政编码|郵遞區號|우편번호|código postal|codigo postal|' +
    'cep|code postal|plz|postleitzahl',
  address:
    '住所|住んで|住まい|在住|自宅|お届け先|届け先|送付先|配送先|送り先|宛先|届け先|引っ越し先|実家|うちは|届けて|送って|本籍|address|' +
    'live at|living at|ship to|shipped to|deliver to|delivered to|delivery to|send it to|sent to|sent it to|mail it to|' +
    'my house|my home|home is|my place|come to|moved to|i’m at|im at|i am at|residence|地址|收货|寄到|寄给|送到|住在|我家|' +
    '주소|배송지|살고|사는|우리집|우리 집|보내|dirección|direccion|vivo en|domicilio|entregar en|enviar a|mi casa|endereço|' +
    "endereco|moro na|moro no|moro em|entrega|entregar na|minha casa|adresse|j’habite|j'habite|habite au|livrer|" +
    'livraison|chez moi|wohne|wohnhaft|anschrift|lieferadresse|liefern|lieferung|geliefert|zu hause|配達|お届け',
  name:
    '氏名|お名前|名前|宛名|契約者名|口座名義|名義|full name|my name is|name on the account|account holder|cardholder|' +
    'account name|name on card|name:|姓名|收件人|联系人|성함|이름|예금주|받는 사람|받는사람|nombre completo|nombre y apellidos|' +
    'a nombre de|titular|nome completo|em nome de|meu nome completo|nom complet|nom et prénom|au nom de|vollständiger name|' +
    "kontoinhaber|auf den namen|mein name ist|me llamo|je m’appelle|je m'appelle|me chamo",
  email:
    'メール|めーる|mail|email|e-mail|アドレス|メアド|邮箱|邮件|郵箱|電郵|이메일|메일|correo|e-mail|courriel|mél|gmail|yahoo|outlook|' +
    'hotmail|icloud|proton|contact|reach me|write me',
} as const;

export type Clue = keyof typeof clueWords;
