"""The commonest column names in further languages: only what stands above contacts everywhere.

As people write them; folded when they are taken into the index, where the nine languages of
`header_phrases` go first.
"""

from typing import Final

MORE: Final[dict[str, str]] = {
    "full": "氏名|名前|お名前|姓名|联系人|聯絡人|이름|фио|ф и о|имя и фамилия|контактное лицо"
    "|ονοματεπώνυμο|jméno a příjmení|ad soyad|adı soyadı|isim soyisim|nimi|navn|fulde navn"
    "|fullt navn",
    "last": "co last name|姓|苗字|name adressattyp naturl person|фамилия|прізвище|επώνυμο"
    "|příjmení|priezvisko"
    "|soyad|soyadı|sukunimi"
    "|etternavn|efternavn|vezetéknév|nume de familie|prezime",
    "first": "名|ad|adı|isim|имя|ім я|όνομα|jméno|křestní jméno|krstné meno|etunimi|fornavn"
    "|keresztnév|utónév"
    "|prenume",
    "middle": "отчество|по батькові|mellemnavn|mellomnavn",
    "company": "accounts|zugehoriges unternehmen|firmanavn|název firmy|jméno firmy"
    "|name adressattyp unternehmen|default address company|会社名|会社|企業名|公司"
    "|公司名称|单位|회사"
    "|компания|организация|название компании"
    "|фирма|компанія|εταιρεία|společnost|spoločnosť|şirket|firma adı|yritys|virksomhed"
    "|virksomhet|bedrift|cég|cégnév|companie|tvrtka",
    "job": "役職|肩書|职位|职务|직책|должность|посада|θέση|pozice|pozícia|unvan|görev|titteli"
    "|stilling|beosztás|functie rol",
    "dept": "abt|部署|部門|部门|부서|отдел|oddělení|osasto|afdeling navn|osztály",
    "tag": "email lists|email list",
    "email": "pec|indirizzo pec|email pec|電子メール アドレス|電子メール|メールアドレス"
    "|メール|邮箱|电子邮件|電子郵件|이메일"
    "|электронная почта|эл почта"
    "|адрес электронной почты|ηλεκτρονικό ταχυδρομείο|eposta|emaila|sähköposti|säpo",
    "phone": "phone h|tel h|telephone h|phone w|tel w|telephone w|hm phone|wk phone"
    "|phones|telephones|telefone nummern|default address phone|勤務先電話番号|自宅電話番号"
    "|電話番号|電話|电话|电话号码|전화번호|телефон|номер телефона|τηλέφωνο|telefonní číslo"
    "|telefonné číslo|telefon numarası|puhelin|puhelinnumero|telefonszám",
    "mobile": "wireless phone|phone c|phone m|tel m|telephone m|tel c|携帯電話|携帯番号|携帯"
    "|手机|手机号|手機|휴대폰|мобильный|мобильный телефон|сотовый"
    "|κινητό|mobilní telefon|mobilný telefón|cep telefonu|cep|matkapuhelin|mobilnummer"
    "|mobiltelefonnummer|mobilszám",
    "fax": "ファックス|传真|傳真|팩스|факс|faksi|faks",
    "name": "names",
    "address": "rechnungsadresse|lieferadresse|rechnungsanschrift|lieferanschrift|factuuradres"
    "|afleveradres|verzendadres|fakturaadress|leveransadress|勤務先住所|自宅住所|住所|地址"
    "|주소|адрес|адреса|διεύθυνση|adres satırı|osoite|cím",
    "street": "adresregel|po address line|sa address line|vej|ulice a č p|utca házszám|lakcím"
    "|улица"
    "|улица дом|οδός|ulice|ulica nr|katuosoite"
    "|gateadresse|vejnavn|utca|sokak",
    "postcode": "p code"
    "|po postal code|sa postal code|勤務先郵便番号|自宅郵便番号|郵便番号|邮编|邮政编码"
    "|우편번호|индекс"
    "|почтовый индекс|ταχυδρομικός κώδικας|psč"
    "|posta kodu|postinumero|irányítószám|cod poştal",
    "town": "po city|sa city|市区町村|城市|市|도시|город|місто|πόλη|město|mesto|şehir|il ilçe"
    "|kaupunki"
    "|postitoimipaikka|poststed|város|település|oraş|grad",
    "region": "po region|sa region|province code|default address province code|都道府県|省|省份"
    "|область|регион|νομός|kraj region|maakunta|fylke|megye|judeţ",
    "country": "pais regiao"
    "|po country|sa country|国|国名|国家|국가|страна|країна|χώρα|země|krajina|ülke|maa"
    "|ország|ţara",
    "postcode_town": "kod i miejscowość|kod miejscowość|kod pocztowy i miejscowość",
    "birthday": "fecha nac|生年月日|誕生日|生日|出生日期|생년월일|дата рождения|день рождения"
    "|дата народження"
    "|ημερομηνία γέννησης|datum narození|dátum narodenia|doğum tarihi|syntymäaika"
    "|syntymäpäivä|fødselsdato|fødselsdag|születési dátum|data naşterii",
    "website": "ウェブサイト|网站|网址|웹사이트|сайт|веб сайт|ιστοσελίδα|webové stránky"
    "|verkkosivu"
    "|hjemmeside|nettside|honlap",
    "owner": "owned by|verantwortliche person|sales owner|zustandiger mitarbeiter",
    "kind": "lifecycle phase",
    "note": "bem|obs|備考|メモ|备注|備註|메모|примечание|примечания|комментарий|σημειώσεις"
    "|poznámka"
    "|poznámky|notlar|muistiinpanot|bemærkning|bemærkninger|merknad|megjegyzés",
    "code": "kundenr|asiakasnro|číslo klienta|顧客番号|顧客コード|客户编号|номер клиента"
    "|číslo zákazníka|zákaznické číslo"
    "|asiakasnumero|kundenummer|ügyfélszám|müşteri no",
}
KINDS_MORE: Final[dict[str, str]] = {
    "work": "geschaftliche|geschaftlicher|geschaftliches|dienstliche|dienstlicher|dienstliches"
    "|rechnungsadresse|lieferadresse|rechnungsanschrift|lieferanschrift|factuuradres"
    "|afleveradres|verzendadres|fakturaadress|leveransadress|berufliche|beruflicher|phone w"
    "|tel w|telephone w|wk phone|ship|bill"
    "|sa address line|sa city|sa postal code|sa region|sa country|勤務先住所|勤務先郵便番号"
    "|勤務先電話番号",
    "home": "private|privater|privates|phone h|tel h|telephone h|hm phone"
    "|自宅住所|自宅郵便番号|自宅電話番号",
}
"""Whole phrases that say of which place they speak; Xero writes PO and SA for two addresses."""

MAY_EMAIL: Final = (
    "newsletter|newsletters|newsletter opt in|newsletter subscription|newsletter subscriber"
    "|subscribed to newsletter|accepts marketing|accepts email marketing|email marketing"
    "|email marketing consent|marketing consent|marketing opt in|marketing emails|email opt in"
    "|opt in|optin|opted in|email consent|email permission|email allowed|may email|may we email"
    "|can email|ok to email|receive emails|receive newsletter|mailing list|werbung erlaubt"
    "|werbeeinwilligung|newsletter erlaubt|newsletter abonniert|newsletter anmeldung"
    "|einwilligung email|email einwilligung|einwilligung newsletter|email erlaubt|double opt in"
    "|abonne newsletter|abonne a la newsletter|accepte la newsletter|lettre d information"
    "|infolettre|consentement email|boletin|boletin informativo|acepta boletin|acepta marketing"
    "|suscrito al boletin|iscritto alla newsletter|consenso newsletter|consenso marketing"
    "|nieuwsbrief|nieuwsbrief ontvangen|aceita newsletter|aceita marketing|biuletyn"
    "|zgoda marketingowa|zgoda na newsletter|nyhetsbrev|nyhedsbrev|bülten"
)
"""What stands alone above a yes or no to emails; its no is a ban."""

NO_PHONES: Final = (
    "to email address|company number|company no|org nr|org no|orgnr|org nummer"
    "|organisationsnummer|"
    "company reg no|company registration number|company registration no"
    "|registration number|registration no|firmennummer|handelsregisternummer|kvk nummer"
    "|numero d entreprise|numero empresa"
)
"""Numbers of firms in registers, which look like something to call."""
