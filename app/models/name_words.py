"""The words that are not a person's own name: titles, particles, suffixes, legal forms.

All folded (`fold`) and without full stops. Plain data, several languages in one set, because a
business has customers of several.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Said to everybody: they help to greet, but are no part of a name in a list.
COURTESY: Final = _words(
    """
    mr mrs ms miss mx master sir madam herr frau hr fr fraulein monsieur madame mademoiselle m mme
    mlle sr sra srta senor senora senorita don dona sig sigra sigrina signor signora signorina dhr
    mevr mevrouw mw meneer pan pani fru herrn familie fam ehepaar eheleute famille famiglia rodzina
    familjen
    """
)
ACADEMIC: Final = _words(
    """
    dr drs dr-ing prof professor doc docent dipl-ing dipl-kfm mag ing mgr bc judr mudr phdr rndr
    dott dottssa avv geom arq lic rev reverend revd fr father pastor rabbi imam hon lord lady dame
    baron baroness graf count countess capt captain cpt col colonel gen general lt lieutenant maj
    major sgt sergeant cmdr commander adm admiral judge justice president pres senator sen rep gov
    governor mayor ambassador maitre me ir h c med rer nat jur phil habil
    """
)
# Where a degree is from, in brackets behind it: "Dipl.-Ing. (FH)".
SCHOOLS: Final = _words("fh univ uni tu th ba dh hs ph eth uh fhs hsg usa bologna grad")
# What somebody is a doctor of, after the title and with a full stop: "Dr. rer. nat.".
FACULTIES: Final = _words(
    """
    med dent vet rer nat pol oec jur iur phil theol ing sc agr hum paed publ habil mult hc eh
    troph forest mont techn univ
    """
)
SUFFIXES: Final = _words(
    """
    jr sr jnr snr jun sen junior senior ii iii iv phd md mba ma msc bsc ba llb llm dds dvm esq
    esquire cpa cfa cfp rn obe mbe cbe kbe frcs mrcs qc kc jd do dmd pharmd edd dphil ret mp fils
    pere fca aca acca frics riba fhea
    """
)
GENERATIONS: Final = _words(
    """
    jr sr jnr snr jun sen junior senior ii iii iv v
    """
)
PARTICLES: Final = _words(
    """
    van von de del della dela der den des di da do dos das du la le las los lo ter ten te 't zu
    zum zur vom af av ben bin ibn bint al el st saint op in het 'the degli dei dal dalla vd vander
    """
)
CONJUNCTIONS: Final = _words(
    """
    y e i und and et
    """
)
# Words by which a firm gives itself away.
LEGAL_FORMS: Final = _words(
    """
    ltd limited llc llp lp inc incorporated corp corporation co company plc gmbh mbh ag kg kgaa
    ohg gbr ug ev eg sa sas sarl sasu eurl sci snc srl spa sapa sl slu slne bv nv vof cv ab oy oyj
    as asa aps a/s doo dd sro zrt kft nyrt bt spzoo lda ltda pty sp zoo gesmbh sagl sarlu bvba
    sprl srls cic cio e.v eingetragener
    """
)
FIRM_WORDS: Final = _words(
    """
    & group gruppe holding holdings partners associates sons sohne bros brothers hijos friends
    citizens farms farm supplies brands management realty pizza architects league homes builders
    studios outlet mfg gallery services service solutions systems consulting consultants council
    university universitat universite college school schule hospital klinik clinic bank trust
    foundation stiftung association verein club society institute institut ministry department
    committee hotel restaurant cafe bakery backerei metzgerei apotheke pharmacy praxis kanzlei
    buro studio agency agentur agence verlag press media logistics transport transports motors
    garage autohaus bau immobilien insurance versicherung construction plumbing roofing electric
    electrical engineering enterprises industries international technologies software design
    properties stores shop market supermarket museum library theatre netz werke
    gartenbau schreinerei tischlerei malerbetrieb elektrotechnik sanitar spedition gasthof gemeinde
    grundschule gymnasium zahnarztpraxis physiotherapie
    hoveniers hoveniersbedrijf tuinen tuincentrum schilderwerken bouwbedrijf installatiebedrijf
    praktijk tandartspraktijk stichting vereniging gemeente
    societe entreprise paysagiste menuiserie plomberie boulangerie boucherie pharmacie mairie lycee
    ecole clinique hopital
    hermanos talleres jardineria ayuntamiento colegio clinica farmacia construcciones
    fratelli giardini ristorante comune scuola ospedale officina irmaos escola construcoes
    zaklad szkola urzad przychodnia apteka gmina bygg tradgard skola kommun forening
    brewing brewery dental heating cleaning landscaping catering trading conditioning salon gym
    fitness academy veterinary automotive florist jewellers opticians accountants accountancy
    solicitors ventures labs laboratories bakers therapy clinics consultancy publishing printing
    dachdeckerei metallbau hausverwaltung steuerberatung rechtsanwalte fahrschule kita feuerwehr
    gaststatte weingut buchhandlung druckerei
    atelier cabinet conseil imprimerie librairie coiffure
    panaderia asesoria gestoria inmobiliaria ferreteria peluqueria taller restaurante libreria
    ferramenta edilizia panificio pasticceria autofficina ristorazione carrozzeria
    padaria livraria papelaria mercearia farmacias
    bakkerij slagerij kapsalon drukkerij bloemisterij makelaardij
    piekarnia hurtownia kwiaciarnia cukiernia serwis sklep restauracja ksiegarnia
    bageri bageriet akeri klubb bryggeri bilverkstad
    """
)
