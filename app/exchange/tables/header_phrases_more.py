"""The commonest column names in further languages: only what stands above contacts everywhere.

As people write them; folded when they are taken into the index, where the nine languages of
`header_phrases` go first.
"""

from typing import Final

MORE: Final[dict[str, str]] = {
    "second": "second name",
    "shown": "display name|file as|anzeigename|angezeigter name|nom affiche|weergavenaam"
    "|nome exibido|nom a afficher|nombre para mostrar|nome visualizzato|nome para exibicao"
    "|visningsnamn|nazwa wyswietlana|fileas|display as"
    "|sort name|sortname|sort as",
    "full": "ansprechpartnerin|osoba do kontaktu|contato|nominativo|naam voornaam achternaam"
    "|ansprechpartner in|vor und zuname|vor u zuname|vor zuname|zuname vorname|vor nachname"
    "|vor u nachname|apellidos nombre|apellidos nombres|apellidos y nombres|apellido y nombre"
    "|apellido nombre|nombre apellido|nombre apellidos|nombres y apellidos|nombres apellidos"
    "|cognome nome|nome cognome|nome sobrenome|nome e sobrenome|nome e apelido|nome apelido"
    "|imie nazwisko|nazwisko imie|voor en achternaam|naam voornaam|voornaam naam"
    "|voornaam achternaam|achternaam voornaam|fornamn efternamn|efternamn fornamn"
    "|for og efternavn|fornavn efternavn|for og etternavn|navn for og efternavn"
    "|surname first name|surname and first name|surname forename|surname and initials"
    "|surname initials|forename surname|forename and surname|last first|first last"
    "|prijmeni a jmeno|jmeno prijmeni|teljes nev|nume complet|pers contact|contact principal"
    "|nom du contact|nombre del contacto|nombre de contacto|nome contatto|nome del contatto"
    "|nome referente|naam contactpersoon|kontaktpersons namn|imie i nazwisko klienta"
    "|name ansprechpartner|name des ansprechpartners|name of contact person|contact person name"
    "|vor und familienname|familienname vorname|vorname familienname|nimi etunimi sukunimi|氏名"
    "|名前|お名前|姓名|联系人|聯絡人|이름|фио|ф и о|имя и фамилия|контактное лицо|ονοματεπώνυμο"
    "|jméno a příjmení|ad soyad|adı soyadı|isim soyisim|fulde navn|fullt navn",
    "last": "user last name|legal last name|recipient last name|l name|fam name|nom fam"
    "|er apellido|nom de naissance|nazw|nazw rodowe|efternam|sur name|familien name|apellido s"
    "|nachname n|surname s|nom marital|nom usuel|nom d usage|priimeni|co last name|姓|苗字"
    "|name adressattyp naturl person|фамилия|прізвище|επώνυμο|příjmení|priezvisko|soyad|soyadı"
    "|sukunimi|etternavn|efternavn|vezetéknév|nume de familie|prezime",
    "first": "user first name|legal first name|recipient first name|f name|imiona|for navn|voorna"
    "|prenom s|prenom usuel|nombre s|ime|etunimet|vorname n|fore name|chr name|fornam|bautizo"
    "|first name s|prenume|名|ad|adı|isim|имя|ім я|όνομα|jméno|křestní jméno|krstné meno|etunimi"
    "|fornavn|keresztnév|utónév",
    "middle": "m i|mittelname|e prenom|o nombre|tweede naam|mittlerer name|toinen nimi"
    "|weitere vorname n|отчество|по батькові|mellemnavn|mellomnavn",
    "company": "nazwa pelna|pelna nazwa|auftraggeber|opdrachtgever|donneur d ordre|committente"
    "|comitente|zleceniodawca|uppdragsgivare|oppdragsgiver|relatienaam|naam relatie"
    "|which company do you work for|where do you work|who do you work for|company you work for"
    "|your company|your organisation|zugehorige firma|entreprise associee|nom de la compagnie"
    "|azienda ente|societa ente|foretagets namn|firma instytucja|nazwa organizacji"
    "|empresa instituicao|firma navn|virksomhedsnavn|place of work|nome organizzazione"
    "|nombre de la cuenta|nombre de cuenta|nombre cuenta|nom du compte|nom de compte|nome account"
    "|nome dell account|accountnaam|kontoname|kontonamn|nazwa konta|nome da conta"
    "|nom de l entreprise associee|konten|verkaufskonten|cuentas|comptes|konta|nom du tiers"
    "|nom tiers|tiers|raison soc|razon soc|r social|related company|nom commercial|firma nazwa"
    "|firmanavn|nazwa kontrahenta|kontrahent|nom etablissement|nom de l etablissement"
    "|nom association|nom organisme|nombre del negocio|nombre comercio|denominazione sociale"
    "|rag sociale|ragione soc|nome ditta|nome azienda ente|naam organisatie|organisatienaam"
    "|foretag organisation|organisation name or company|name of company|name of business"
    "|name of organisation|name of organization|name der firma|name des unternehmens"
    "|name unternehmen|nazev spolecnosti|cegnev|yrityksen nimi|firmenwortlaut|accounts"
    "|zugehoriges unternehmen|název firmy|jméno firmy|name adressattyp unternehmen"
    "|default address company|会社名|会社|企業名|公司|公司名称|单位|회사|компания|организация"
    "|название компании|фирма|компанія|εταιρεία|společnost|spoločnosť|şirket|firma adı|yritys"
    "|virksomhed|virksomhet|bedrift|cég|companie|tvrtka",
    "job": "position im unternehmen|jobbezeichnung|poste occupe|posizione lavorativa|functienaam"
    "|stanowisko funkcja|role at company|ruolo aziendale|stillingsbetegnelse|tehtava|berufsbez"
    "|titre fonction|fonction titre|cargo funcion|carica|incarico|rola|jobfunktion|job function"
    "|employment title|tjanst|professional title|work title|役職|肩書|职位|职务|직책|должность"
    "|посада|θέση|pozice|pozícia|unvan|görev|titteli|stilling|beosztás|functie rol",
    "dept": "bereich|referat|geschaftsbereich|unidad departamento|servizio|unit department|osasto"
    "|abt|部署|部門|部门|부서|отдел|oddělení|afdeling navn|osztály",
    "tag": "kundegruppe|kundegrupper|kundkategori|asiakasryhma|kontaktgruppe|kontaktgruppen"
    "|kundenkategorie|kundenkategorien|schlagworter|stichwort|stichworte|trefwoorden|grupy"
    "|grupa grupy|marcador es|member of|newsletter gruppe|verteilerliste|verteilerlisten"
    "|etiketten|segmente|kategorie n|gruppe n|tagliste|tag list|contact tags|contact labels"
    "|customer tags|people tags|user tags|label s|libelles|kundengruppen|grupo cliente"
    "|grupo de clientes|gruppo clienti|groupe client|grupa klientow|kundgrupp|mailing lists"
    "|member of lists|static lists|contact lists|ryhma|skupina|email lists|email list",
    "email": "mailadr|email adresi|sahkopostiosoite|e postadr|emailova adresa|best email"
    "|c electronico|dir email|ind email|posta el|email best|adr email|courriels|correos"
    "|adresse mel|elpost|e poczta|pec|indirizzo pec|email pec|電子メール アドレス|電子メール"
    "|メールアドレス|メール|邮箱|电子邮件|電子郵件|이메일|электронная почта|эл почта"
    "|адрес электронной почты|ηλεκτρονικό ταχυδρομείο|eposta|emaila|sähköposti|säpo"
    "|mail g|mail p|email g|email p",
    "phone": "direkttelefon|direktetelefon|direktnummer|direktnr|direct number|nr direct"
    "|tel direct|tel direkt|telefon direkt|telefono diretto|telefono directo|doorkiesnummer"
    "|住宅电话|家庭电话|单位电话|办公电话|工作电话|座机|telef|tlf nr|tlfnr|tel fisso|recapito tel"
    "|recapiti tel|puh|puhelinnro|fone|best contact number|vorwahl telefon|vorwahl und rufnummer"
    "|vorwahl rufnummer|tel d|tel p|tel g|puhelinnumero|telefonni cislo|tel cislo|eve tel|day tel"
    "|telephone fixe domicile|phone no s|kontaktnummer|contact tel no|telefonszam|fastnet"
    "|fasttelefon|lankapuhelin|tel stacj|teleph|phone h|tel h|telephone h|phone w|tel w"
    "|telephone w|hm phone|wk phone|phones|telephones|telefone nummern|default address phone"
    "|勤務先電話番号|自宅電話番号|電話番号|電話|电话|电话号码|전화번호|телефон|номер телефона"
    "|τηλέφωνο|telefonné číslo|telefon numarası|puhelin"
    "|ddi|ddi number|ddi no|direct dial in"
    "|telefon g|telefon p",
    "mobile": "whats app|n portable|no portable|mobiele tel|mobiltfn|mobiltlf|mobil tlf"
    "|mobilni tel|m phone|mobil szam|mobilt|kannykka|gsm puhelin|mobilni cislo"
    "|cellulare personale|portable perso|nr kom|mobielnr|mobile contact|cell phones"
    "|wireless phone|phone c|phone m|tel m|telephone m|tel c|携帯電話|携帯番号|携帯|手机|手机号"
    "|手機|휴대폰|мобильный|мобильный телефон|сотовый|κινητό|mobilní telefon|mobilný telefón"
    "|cep telefonu|matkapuhelin|mobilszám"
    "|mobil g|mobil p|handy g|handy p",
    "fax": "telefaks|telefaxnr|telec|fax no s|ファックス|传真|傳真|팩스|факс|faksi",
    "name": "navn|nimi|patientenname|mitgliedsname|mietername|schulername|teilnehmername|gastname"
    "|elevens navn|patientens namn|nom du patient|nom du locataire|nombre del alumno"
    "|nombre del paciente|nome del paziente|nome paziente|naam patient|naam lid|naam leerling"
    "|names",
    "address": "endereco postal|indirizzo postale|rechnungsadresse|lieferadresse"
    "|rechnungsanschrift|lieferanschrift|factuuradres|afleveradres|verzendadres|fakturaadress"
    "|leveransadress|勤務先住所|自宅住所|住所|地址|주소|адрес|адреса|διεύθυνση|adres satırı"
    "|osoite|cím",
    "street": "gade|gade og nr|gadenavn|adresse gade|strasse postfach|strasse oder postfach"
    "|street po box|street or po box|anschriftzeile|anschriftszeile|no et nom de rue"
    "|n et nom de rue|nom de rue|nom de la rue|postal street|house name and street"
    "|domicilio fiscal|domicilio social|adresszeile|adreszeile|adresszeilen|adresslinje"
    "|ligne adresse|ligne d adresse|linea de direccion|linea direccion|linha de endereco"
    "|riga indirizzo|adreslijn|wiersz adresu|adresrad|adressrad|besoksadresse|besogsadresse"
    "|leveringsadresse|gateadresse|ulice a cislo|ulice c p|ulica i nr domu|ulica nr domu"
    "|ulica i numer domu|n rue|no rue|via e n|via n|via e n civico|via n civico|via e civico"
    "|calle no|calle n|calle y n|rua n|rua e n|straat en huisnr|straat huisnr|straat en nr"
    "|str hnr|str hausnr|str u nr|str und nr|str u hausnr|vej nr|vej og nr|vejnavn og nr|gate"
    "|gate nr|gateadr|adr ligne|first line of address|st line of address|address st line"
    "|house no and street|house and street|house number and street|street and number"
    "|street and house number|street number and name|no and street|number and street"
    "|number street|street house number|no street|katu|lahiosoite|kozterulet|adresregel"
    "|po address line|sa address line|vej|ulice a č p|utca házszám|lakcím|улица|улица дом|οδός"
    "|ulice|katuosoite|vejnavn|utca|sokak",
    "postcode": "postltz|pcode|zip cd|kod p|postinro|psc|codigo de postal|codepost|post code zip"
    "|zip post|postal zipcode|zipcode postal|iranyitoszam|p code|po postal code|sa postal code"
    "|勤務先郵便番号|自宅郵便番号|郵便番号|邮编|邮政编码|우편번호|индекс|почтовый индекс"
    "|ταχυδρομικός κώδικας|posta kodu|postinumero",
    "town": "bynavn|obec|concelho|freguesia|stadt gemeinde|wohngemeinde|ort stadt|stad gemeente"
    "|woonplaats gemeente|ville localite|localita citta|citta localita|ciudad municipio"
    "|poblacion municipio|localidad poblacion|localidad ciudad|cidade concelho|telepules"
    "|town village|village town|city or town|town or city|city village|obec mesto|mesto obec"
    "|kotikunta|by poststed|po city|sa city|市区町村|城市|市|도시|город|місто|πόλη|město|şehir"
    "|il ilçe|kaupunki|postitoimipaikka|poststed|város|oraş|grad",
    "region": "st cd|state cd|st code|state code|departement canton|canton departement|comunidad"
    "|provincia estado|stato regione|bundesl|region county|county region|po region|sa region"
    "|province code|default address province code|都道府県|省|省份|область|регион|νομός|maakunta"
    "|fylke|megye|judeţ",
    "country": "country territory|stat|landkod|landcode|kod kraju|code pays|codigo de pais"
    "|codice paese|codice nazione|landekode|landskod|landesk|laenderkurzel|landerkurzel|maakoodi"
    "|country code iso|land kurzel|pays iso|billing country code|shipping country code"
    "|pais regiao|po country|sa country|国|国名|国家|국가|страна|країна|χώρα|země|krajina|ülke"
    "|maa|ország|ţara",
    "postcode_town": "kod miasto|plz und wohnort|postnr by|postnr og by|postnr poststed"
    "|postnr og poststed|psc a mesto|psc mesto|psc obec|postinumero ja postitoimipaikka"
    "|iranyitoszam telepules|codigo postal localidad|codigo postal y localidad"
    "|codigo postal y poblacion|codigo postal poblacion|cp y ciudad|codigo postal localidade"
    "|cod postal localidade|cp y municipio|code postal et localite|cp localite|npa localite"
    "|npa et localite|npa lieu|npa ort|postcode town city|city and postcode|city postal code"
    "|postal code town|plz gemeinde|zip and town|town and post code|post code and town"
    "|postcode city|zip code city|zip code and city|postort och nr|kod i miejscowość"
    "|kod miejscowość|kod pocztowy i miejscowość",
    "birthday": "nascita|datum nar|dat nar|narozeni datum|do b|fecha de nacim|nato a il|nata il"
    "|nato a|urodzony|urodzona|fodelsedata|fodt|narozen|narozeni|b day|d o b|geb tag|gebdat"
    "|geburtstermin|date of birth dd mm yyyy|fecha nac|生年月日|誕生日|生日|出生日期|생년월일"
    "|дата рождения|день рождения|дата народження|ημερομηνία γέννησης|datum narození"
    "|dátum narodenia|doğum tarihi|syntymäaika|syntymäpäivä|fødselsdato|fødselsdag"
    "|születési dátum|data naşterii",
    "website": "internetauftritt|web address|foretagets webbplats|strona internetowa firmy|url"
    "|url web|web url|homepage adresse|pag web|kotisivu|site du web|strona internet"
    "|internet address|adres www|adres strony|adres strony www|website adres|webbadress"
    "|hemsideadress|website link|web link|ウェブサイト|网站|网址|웹사이트|сайт|веб сайт"
    "|ιστοσελίδα|webové stránky|verkkosivu|hjemmeside|nettside|honlap",
    "owner": "kontakt inhaber|zustandiger betreuer|verantwortlich fur kontakt|verantwortlich fur"
    "|proprietaire de la fiche|charge de compte|propietario del registro|agente asignado"
    "|proprietario record|commerciale di riferimento|accountbeheerder|assigned sales rep"
    "|assigned agent|relationship manager|kontaktinnehavare|saljansvarig|var kontakt"
    "|vores kontakt|vare kontakt|unser kontakt|onze contactpersoon|notre contact|nuestro contacto"
    "|nostro referente|account responsible|ansvarlig saljer|kundeansvarlig|kundansvarig"
    "|verantwortlicher|verkaufsverantwortlicher|verkaufsverantwortliche|kundenverantwortlicher"
    "|propietario del contacto|proprietaire du contact|proprietario del contatto|wlasciciel"
    "|wlasciciel kontaktu|eigenaar|contacteigenaar|kontaktagare|agare|besitzer des kontakts"
    "|kontaktinhaber|proprietario do contato|ejer|myyja|opiekun klienta|betreuer in|verkaufer in"
    "|kundenberater in|zustandige person|zustandig fur|our rep|sales agent|account rep"
    "|ansvarig saljare|ansvarlig|contact assigned to|responsible user|utente responsabile"
    "|usuario responsable|asignado a|assegnato a|attribue a|toegewezen aan|zugewiesen an"
    "|zugewiesener benutzer|przypisany do|tilldelad|atribuido a|beraterin|owned by"
    "|verantwortliche person|sales owner|zustandiger mitarbeiter",
    "kind": "type client|typ kunde|kundenart typ|art des kontakts|kontakt typ|kontakttype"
    "|contact kind|type of client|type of customer|tipologia|tipologia cliente|tipo de socio"
    "|soort relatie|soort klant|typ relacji|party type|partner type|business partner type"
    "|lifecycle phase",
    "note": "descricao|descripcion|descrizione|omschrijving|beskrivning|beskrivelse|popis"
    "|otras observaciones|annotazioni varie|appunti|notatka|noteringar|noter|notat|notater|bemerk"
    "|opmerking en|notiz en|huomautukset|huomioitavaa|internal comment|internal comments"
    "|comment internal|notizen intern|notiz intern|interne notiz|interne notizen"
    "|special requirements|additional notes|additional comments|additional information"
    "|general comments|any other information|notes comments|comments notes|notas internas"
    "|notas interno|note interne|note cliente|note libere|allgemeine bemerkungen"
    "|anmerkungen intern|customer note|order notes|opis|uwagi dodatkowe|tillaggsinformation"
    "|ovriga upplysningar|besondere hinweise|notizfeld|bem|obs|備考|メモ|备注|備註|메모"
    "|примечание|примечания|комментарий|σημειώσεις|poznámka|poznámky|notlar|muistiinpanot"
    "|bemærkning|bemærkninger|merknad|megjegyzés"
    "|note publique|note privee|public note|private note|public notes|private notes"
    "|offentliche notiz|private notiz|nota publica|nota privada|nota pubblica|nota privata"
    "|lisatiedot|lisatieto|muuta",
    "code": "c zakaznika|nr czlonka|numer czlonka|debtor code|debnr|nr kl|ref no|pat nr|patnr"
    "|patienten id|acc no|acct no|debitor id|debitoren id|codigo socio|cod socio|codice socio"
    "|n tessera|numero tessera|tessera n|tessera|nr tessera|num adherent|no adherent"
    "|numero adherent|n adherent|no licence|numero de licence|carte de membre|matricule"
    "|jasennumero|jasennro|patient code|client ref|client reference|customer external id"
    "|kundennummer intern|adressnummer|adress nr|adressnr|adr nr|adrnr|relatienr|relatie nr"
    "|relatiecode|crediteurnummer|crediteurnr|klientnummer|kunden nummer|cust acc|cust account"
    "|kundenr|asiakasnro|číslo klienta|顧客番号|顧客コード|客户编号|номер клиента|číslo zákazníka"
    "|zákaznické číslo|asiakasnumero|kundenummer|ügyfélszám|müşteri no",
    "gender": "kjonn|sukupuoli|pohlavi|nem|titel geschlecht",
    "street_two": "adr zusatz|compl adresse|huisnr toev|second line of address|nr lokalu"
    "|nr mieszkania|numer lokalu|numer mieszkania|lokal nr|nr lok|nr mieszk|cas post|house nr add"
    "|huisnummer toevoeging|addition|complemento direccion|compl adr|appt|apartment number"
    "|apartment no|flat number|flat no|unit number|unit no|lagenhetsnr|postboks|postbox nr|bld"
    "|piso puerta|esc piso puerta|int scala|postfach nr",
    "house": "house name no|house name or number|house name or no|house no or name|house no name"
    "|house number or name|house number name|house name|gatunummer|n civ|no civico|no portal"
    "|n portal|cislo popisne|cislo domu|hazszam|husnummer bokstav|h nr|house nr|numero casa"
    "|numero da porta|numero domicilio|nr posesji",
    "prefix": "form of address|aanspreking|titel vorne|titel vorangestellt|akad grad"
    "|akademischer grad|name title|titre civilite|civilite titre|aanspreekvorm|anredeform"
    "|anrede titel|titel und anrede|title mr mrs|title mr mrs ms|tiltale|osloveni|megszolitas"
    "|trato|titulo trato",
    "suffix": "titel nachgestellt|titel hinten|grad nachgestellt|post nominals|letters after name"
    "|tytul po nazwisku",
    "source": "origine de la piste|origine piste|fonte do lead|fuente de lead|fuente del lead"
    "|source du lead|source du prospect|fonte del lead|bron van lead|zrodlo leada|empfohlen durch"
    "|wie auf uns aufmerksam|wie haben sie von uns erfahren"
    "|wie sind sie auf uns aufmerksam geworden|kilde|acquisition source|how did you hear about us"
    "|how did you find us|where did you hear about us|come ci hai conosciuto"
    "|come ci ha conosciuto|comment nous avez vous connu|connu par|como nos ha conocido"
    "|como nos conociste|hoe heeft u ons gevonden|skad o nas wiesz|lead quelle|leadquelle"
    "|leadbron|lead kalla|utm source|lahde|first source|contact origin|zrodlo pozyskania"
    "|originating source",
    "no_email": "exclusion de correo electronico|refus de recevoir des emails|refus email"
    "|email abmeldung|rifiuto email|rinuncia email|afmelding email|recusa de email"
    "|rezygnacja z email|no participar en correo electronico|desactivation des emails"
    "|pas d emailing|refus emailing|email blacklist|desinscrit|global unsubscribe"
    "|emails opted out|emails opt out|email optout|email unsubscribed|unsubscribed emails"
    "|email unsubscribe|newsletter abgemeldet|abgemeldet|desabonne email|dado de baja"
    "|disiscritto email|avanmald|wypisany|afgemeld|blacklisted|no marketing emails"
    "|no marketing email|geen nieuwsbrief|keine werbung per email",
    "nick": "alcunha|ksywka|kaldenavn|kutsumanimi|prezdivka|becenev|diminutif|roepnaam kort"
    "|goes by|preferred first name|pseudonyme|nomignolo",
    "language": "sprog|kieli|jazyk|nyelv|sprachcode|language code|langue du contact"
    "|kontaktsprache|voorkeurstaal|idioma preferido|lingua preferita|langue preferee"
    "|jezyk kontaktu|limba|contact language|bevorzugte sprache|spoken language",
    "last_meeting": "senast besokt|sist besokt|sidst besogt|zuletzt besucht|zuletzt besucht am"
    "|visite le|ultima visita el|laatst bezocht|ostatnio odwiedzony|last visit date"
    "|datum letzter besuch|last appt|letzte behandlung|letzter termin am|fecha ultima visita"
    "|data ultima visita|date derniere visite|datum laatste bezoek|data ostatniej wizyty"
    "|senaste besoket|last seen by us|last appointment date",
    "last_contact": "senast kontakt|sist kontaktet|sidst kontaktet|ultima interazione"
    "|ultima interaccion|derniere interaction|letzte interaktion|last interaction"
    "|laatste interactie|last contact on|last contacted date|last contacted on|letzter kontakt am"
    "|datum letzter kontakt|fecha de ultimo contacto|datum laatste contact"
    "|data ostatniego kontaktu"
    "|last contacted time|last contacted at|last contact time|last contacted",
    "no_post": "no mailing by post",
}
KINDS_MORE: Final[dict[str, str]] = {
    "work": "单位电话|办公电话|工作电话|rechnungs|liefer|versand|invoice|invoicing|delivery"
    "|registered|fiscal|fiscale|legale|sociale|faktura|facturacion|fatturazione|factuur|leverans"
    "|entrega|cobranca|correspondence|korrespondenz|fattura|tyo|arbejde|prace|domicilio fiscal"
    "|domicilio social|correspondencia|korespondencyjny|siege|sede|headquarters|hq|direkttelefon"
    "|direktetelefon|direktnummer|direktnr|direct number|geschaftliche|geschaftlicher"
    "|geschaftliches|dienstliche|dienstlicher|dienstliches|rechnungsadresse|lieferadresse"
    "|rechnungsanschrift|lieferanschrift|factuuradres|afleveradres|verzendadres|fakturaadress"
    "|leveransadress|berufliche|beruflicher|phone w|tel w|telephone w|wk phone|ship|bill"
    "|sa address line|sa city|sa postal code|sa region|sa country|勤務先住所|勤務先郵便番号"
    "|勤務先電話番号",
    "other": "second|seconde|general|allgemein|generale|algemeen|ogolny|ogolne|allman|general s",
    "home": "residenza|zam|zamieszkania|koti|hjem|住宅电话|家庭电话|private|privater|privates"
    "|phone h|tel h|telephone h|hm phone|自宅住所|自宅郵便番号|自宅電話番号",
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
