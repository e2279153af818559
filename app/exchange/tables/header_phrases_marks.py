"""Headings of what people do not want, of leave they gave, and of their death, as data.

Folded and parted as `header_words` says.
"""

from typing import Final

MARKED: Final[dict[str, str]] = {
    "no_contact": "do not contact|dont contact|no contact|dnc|kontaktsperre|nicht kontaktieren"
    "|kein kontakt|kontakt gesperrt|ne pas contacter|ne plus contacter|no contactar"
    "|non contattare|niet contacteren|nao contactar|nao contatar|nie kontaktowac|kontakta ej"
    "|kontakta inte|all communication blocked|do not disturb|wunscht keinen kontakt",
    "no_trade": "no advertising|no marketing|no ads|do not market|keine werbung|werbesperre"
    "|werbeverbot|werbewiderspruch|pas de publicite|no publicidad|sin publicidad|niente pubblicita"
    "|no pubblicita|geen reclame|sem publicidade|ingen reklam|bez reklam|brak reklam",
    "deceased": "deceased|is deceased|passed away|dead|verstorben|gestorben|decede|decedee"
    "|fallecido|fallecida|difunto|deceduto|defunto|overleden|falecido|falecida|zmarly|zmarla"
    "|avliden|død|dod|kuollut|†",
    "deceased_on": "deceased on|deceased date|date deceased|date of death|death date|died|died on"
    "|sterbedatum|todesdatum|todestag|verstorben am|gestorben am|date de deces|decede le"
    "|fecha de fallecimiento|fecha de defuncion|fallecio el|data di morte|data decesso"
    "|deceduto il|overlijdensdatum|datum overlijden|overleden op|data de falecimento"
    "|data de obito|data smierci|data zgonu|dodsdatum|avliden datum",
}
"""What stands alone above a mark, by the meaning; a slip of the pen says nothing of a death."""

MAY: Final[dict[str, str]] = {
    "may_email": "newsletter|newsletters|newsletter opt in|newsletter subscription"
    "|newsletter subscriber|newsletter status|subscribed|subscriber status|subscription status"
    "|subscribed to newsletter|email status|email subscription status|marketing status"
    "|email marketing status|accepts marketing|accepts email marketing|email marketing"
    "|email marketing consent|marketing consent|marketing opt in|marketing emails|email opt in"
    "|opt in|optin|opted in|email consent|email permission|email allowed|may email|may we email"
    "|can email|ok to email|receive emails|receive newsletter|mailing list|gdpr consent|gdpr"
    "|werbung erlaubt|werbeeinwilligung|newsletter erlaubt|newsletter abonniert"
    "|newsletter anmeldung|einwilligung email|email einwilligung|einwilligung newsletter"
    "|email erlaubt|email werbung|werbung per email|dsgvo einwilligung|dsgvo|double opt in"
    "|abonne newsletter|newsletter abonne|abonne a la newsletter|inscrit newsletter"
    "|accepte la newsletter|lettre d information|infolettre|consentement email"
    "|consentement rgpd|rgpd|accepte emails|boletin|boletin informativo|acepta boletin"
    "|acepta marketing|acepta emails|consentimiento rgpd|suscrito|suscrito al boletin"
    "|iscritto alla newsletter|iscritto newsletter|consenso newsletter|consenso marketing"
    "|consenso email|consenso gdpr|nieuwsbrief|nieuwsbrief ontvangen|nieuwsbrief aangemeld"
    "|toestemming email|toestemming nieuwsbrief|avg toestemming|aceita newsletter"
    "|aceita marketing|aceita emails|biuletyn|zgoda marketingowa|zgoda na newsletter|zgoda email"
    "|zgoda rodo|nyhetsbrev|nyhedsbrev|samtycke email|samtycke nyhetsbrev|bülten",
    "may_phone": "phone consent|phone permission|phone opt in|phone allowed|call permission"
    "|call consent|may call|may we call|can call|ok to call|accepts calls|telefonwerbung"
    "|werbung telefon|werbung per telefon|telefon erlaubt|einwilligung telefon|anruf erlaubt"
    "|consentement telephone|accepte appels|acepta llamadas|consenso telefono"
    "|consenso telefonico|toestemming telefoon|bellen toegestaan|aceita chamadas|zgoda telefon"
    "|zgoda na telefon|samtycke telefon",
    "may_post": "post consent|postal consent|post permission|post opt in|postal opt in|mail consent"
    "|direct mail consent|post allowed|may post|may we write|ok to mail|ok to post|accepts post"
    "|briefwerbung|postwerbung|werbung post|werbung per post|einwilligung post|post erlaubt"
    "|brief erlaubt|consentement courrier|accepte courrier|acepta correo postal|consenso posta"
    "|toestemming post|zgoda poczta|samtycke post",
}
"""What stands alone above a yes or no to being written to or called; its no is a ban."""
