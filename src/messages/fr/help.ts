import { COMPANY_FIELDS, SETTABLE_CONTACT_FIELDS } from '../../domain/fields.js';
import { settableFields } from '../settable-fields.js';
import type { helpTexts as en } from '../en/help.js';

interface CommandHelp {
  readonly summary: string;
  readonly more?: string;
}

const help = (summary: string, more?: string): CommandHelp => (more === undefined ? { summary } : { summary, more });

const examples = (...lines: string[]): string => `Exemples :\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

const CELLS = `Une case s'écrit CATÉGORIE[.CANAL]=VALEUR. Catégories : eshop, deliveries, service-settings, service-security,
ticketing, messaging, mobile, ou all (toutes). Canaux : interface, email ; sans canal, les deux.
Valeurs : on, off, default (aucun choix). Sans --universe : chaque univers du contact.`;

export const helpTexts: typeof en = {
  titles: {
    usage: 'Usage :',
    options: 'Options :',
    commands: 'Commandes :',
    arguments: 'Arguments :',
    globals: 'Options générales :',
  },
  usageOptions: '[options]',
  usageCommand: 'commande',
  usageVerb: 'verbe',
  commands: {
    abo: help(
      'Qui est notifié de quoi : voir, modifier en masse, simuler, revenir en arrière.',
      `Pour commencer :
  $ abo demo                        une visite, sur une base jetable
  $ abo db init                     créer la base
  $ abo onboard client/             importer les fichiers d'un client
  $ abo simulate ticketing -c ACME  qui serait notifié, et pourquoi

abo COMMANDE --help en dit plus. Codes de sortie : 0 fait, 2 mauvais usage, 3 la réponse est non, 4 entrée rejetée,
5 refusé, 6 conflit, 7 base de données, 8 entrée rejetée en partie, 9 abandonné.`,
    ),
    company: help("L'annuaire des sociétés"),
    'company list': help(
      'Lister les sociétés',
      examples('abo company list --partner PARTNER1', 'abo company list --format json --at 2026-11-24'),
    ),
    'company show': help('Tout sur une société', examples('abo company show ACME')),
    'company add': help(
      'Ajouter une société',
      `Champs : ${settableFields(COMPANY_FIELDS)}.\n\n${examples(
        'abo company add ACME name="Acme Industrie" universes=client,ambassador partner=PARTNER1',
      )}`,
    ),
    'company set': help(
      'Modifier des sociétés',
      examples('abo company set name="Acme SAS" --company ACME', 'abo company set partner=- --partner ANCIEN'),
    ),
    'company remove': help('Supprimer une société, ses contacts et ses boîtes', examples('abo company remove ACME -n')),
    'company import': help(
      "Ajouter et modifier des sociétés d'après un fichier CSV",
      examples('abo company import companies.csv -n'),
    ),
    'company export': help('Écrire les sociétés en CSV', examples('abo company export > companies.csv')),
    contact: help('Les contacts des sociétés'),
    'contact list': help(
      'Lister les contacts',
      examples('abo contact list -c ACME --role admin', "abo contact list --contact '*@acme.fr'"),
    ),
    'contact show': help(
      'Un contact et ses abonnements',
      examples('abo contact show jean@acme.fr', 'abo contact show ACME/jean@acme.fr'),
    ),
    'contact add': help(
      'Ajouter un contact à une société',
      `Champs : ${settableFields(SETTABLE_CONTACT_FIELDS)}.\n\n${examples(
        'abo contact add --company ACME --contact jean@acme.fr name="Jean Petit" role=admin universes=client',
      )}`,
    ),
    'contact set': help(
      'Modifier des contacts',
      examples(
        'abo contact set access=no --company ACME --contact jean@acme.fr',
        'abo contact set universes=client,operator --company ACME',
      ),
    ),
    'contact rename': help(
      "Changer l'adresse d'un contact",
      examples('abo contact rename jean@acme.fr jean.petit@acme.fr'),
    ),
    'contact remove': help(
      'Supprimer un contact et ses abonnements',
      `Avec --successor, le successeur reçoit d'abord ce que le contact recevait, et prend sa place dans les boîtes.\n\n${examples(
        'abo contact remove jean@acme.fr --successor lea@acme.fr',
        'abo contact remove jean@acme.fr --everywhere -n',
      )}`,
    ),
    'contact import': help(
      "Ajouter et modifier des contacts d'après un fichier CSV, cases comprises",
      examples('abo contact import contacts.csv -n'),
    ),
    'contact export': help('Écrire les contacts en CSV', examples('abo contact export -c ACME --excel > contacts.csv')),
    mailbox: help('Les boîtes génériques des sociétés'),
    'mailbox list': help(
      'Lister les boîtes génériques',
      examples('abo mailbox list -c ACME', "abo mailbox list --address '*@ancien.fr'"),
    ),
    'mailbox set': help(
      'Renseigner des boîtes génériques',
      `CATÉGORIE=ADRESSE ; all : toutes les catégories, - : aucune adresse. Sans --universe : chaque univers de la société.\n\n${examples(
        'abo mailbox set ticketing=support@acme.fr deliveries=log@acme.fr --company ACME --universe client',
        'abo mailbox set all=notifications@acme.fr --company ACME',
      )}`,
    ),
    'mailbox clear': help(
      'Vider des boîtes génériques',
      examples('abo mailbox clear mobile --company ACME --universe client', 'abo mailbox clear all --company ACME'),
    ),
    'mailbox import': help(
      "Renseigner des boîtes d'après un fichier CSV",
      examples('abo mailbox import mailboxes.csv -n'),
    ),
    'mailbox export': help(
      'Écrire les boîtes en CSV',
      examples('abo mailbox export > mailboxes.csv', 'abo mailbox export --layout long'),
    ),
    subscription: help('Les abonnements des contacts (aussi : sub)'),
    'subscription list': help(
      'Le tableau de bord : contacts par catégories et canaux',
      examples(
        'abo subscription list -c ACME',
        'abo sub list -c ACME --notified yes --category ticketing --format csv',
      ),
    ),
    'subscription set': help(
      'Régler les abonnements de contacts',
      `${CELLS}\n\n${examples(
        'abo subscription set ticketing=on mobile.email=off --contact jean@acme.fr --universe client',
        'abo subscription set mobile.email=off --partner P --exclude-company A,B --reason admin-default -n',
      )}`,
    ),
    'subscription copy': help(
      "Donner à un contact les abonnements d'un autre",
      `FROM et TO sont des adresses, des noms, ou CODE/ADRESSE. --mode add (par défaut) ajoute seulement ; mirror retire aussi.\n\n${examples(
        'abo subscription copy jean@acme.fr lea@acme.fr',
      )}`,
    ),
    'subscription import': help(
      "Régler les abonnements d'après un fichier CSV",
      examples('abo subscription import cases.csv -n', 'abo subscription import cases.csv --empty off'),
    ),
    'subscription export': help(
      'Écrire les abonnements en CSV',
      examples(
        'abo subscription export -c ACME --excel > cases.csv',
        'abo subscription export --layout long --values stored',
        'abo subscription export -c ACME --at 12 > alors.csv',
      ),
    ),
    onboard: help(
      "Importer les fichiers d'un client en une seule modification",
      `PATH est un dossier avec companies.csv, contacts.csv, mailboxes.csv, subscriptions.csv (ceux qui y sont), ou un seul
fichier de contacts, avec cases si l'on veut.\n\n${examples('abo onboard client/ -n', 'abo onboard contacts.csv --yes')}`,
    ),
    find: help(
      'Chercher sociétés, contacts et boîtes par code, nom ou adresse',
      examples('abo find dupont', 'abo find @acme.fr'),
    ),
    address: help("Une adresse e-mail, où qu'elle soit"),
    'address show': help("Tout ce qu'une adresse est et reçoit", examples('abo address show jean@acme.fr')),
    'address replace': help(
      'Remplacer une adresse, ou tout un domaine, dans les contacts et les boîtes',
      examples(
        'abo address replace jean@ancien.fr jean@nouveau.fr',
        'abo address replace @ancien.fr @nouveau.fr -c ACME -n',
      ),
    ),
    'address erase': help(
      "Le droit à l'oubli : remplacer partout une adresse et ses noms, dans le journal aussi",
      `L'adresse, et les noms des contacts connus par elle, deviennent erased-N (N est le numéro de la modification), et leur ref
disparaît ; de même dans les auteurs, messages et noms de fichiers du journal, sauf si --company dit où. On ne peut pas
revenir en arrière, et les sauvegardes, exports et plans enregistrés sont hors de portée. Retirez d'abord le contact s'il
ne doit plus rien recevoir.

${examples('abo address erase jean@acme.fr -n', 'abo address erase jean@acme.fr -m "demande du 3 mars"')}`,
    ),
    simulate: help(
      "Qui serait notifié d'un événement, et pourquoi ; rien n'est envoyé",
      `EVENT est un événement, ou une catégorie, qui tient lieu de ses événements.\n\n${examples(
        'abo simulate ticketing.ticket-created --company ACME',
        'abo simulate mobile --company ACME --explain',
        'abo simulate --as-expectations --all-events -c ACME > attentes.csv',
        'abo simulate --events events.csv --format csv > notifications.csv',
        'abo simulate ticketing --company ACME --at 2026-11-24',
        'abo simulate ticketing --company ACME --with boxes.csv',
      )}`,
    ),
    verify: help(
      "Vérifier un fichier d'attentes : qui doit, ou ne doit pas, être notifié",
      `FILE est un CSV : event, company, universe, channel, recipient (* avec no : personne), expected (yes ou no). Sort avec 3
quand une attente n'est pas vérifiée. abo simulate --as-expectations en écrit un. Formats : table, json, markdown, junit,
github, gitlab.\n\n${examples(
        'abo verify attentes.csv',
        'abo verify attentes.csv --exact -o junit=verify.xml',
        'abo verify attentes.csv --update',
      )}`,
    ),
    audit: help(
      "Des constats sur toute la configuration, pour les personnes et pour l'intégration continue",
      `Sort avec 3 quand un constat atteint --fail-on (par défaut : error). Gravités, options, domaines autorisés et constats
acceptés se règlent dans abo.config.yaml : docs/audit.md en montre un entier.
Formats : table, json, ndjson, csv, markdown, junit, github, gitlab.\n\n${examples(
        'abo audit --company ACME',
        'abo audit --list-rules',
        'abo audit --write-baseline reference.json',
        'abo audit --baseline reference.json --fail-on warning -o junit=audit.xml',
      )}`,
    ),
    why: help(
      "Pourquoi quelqu'un est notifié ou non, et ce qui le changerait",
      `CONTACT est une adresse, un nom, ou CODE/ADRESSE ; EVENT un événement, ou une catégorie. --company est la société que
l'événement concerne : celle du contact, sauf indication contraire. Pour chaque canal : la règle qui a décidé et celles
d'avant, qui l'a voulu et quand, la commande qui le changerait, qui peut la lancer, et ce qu'elle changerait d'autre.
--at répond comme c'était alors, sans commande, car on ne change pas le passé ; --with comme si un fichier était importé.\n\n${examples(
        'abo why jean@acme.fr ticketing.ticket-created',
        'abo why paul@partenaire.fr mobile.rio-consulted --company ACME',
        'abo why ACME/jean@acme.fr deliveries --universe client --at 2026-11-01',
        'abo why ACME/jean@acme.fr deliveries --universe client --format json',
      )}`,
    ),
    apply: help(
      'Appliquer un plan enregistré avec --plan-out',
      `PLAN est le fichier ; - est l'entrée standard. Rien d'autre que le plan n'est fait, et seulement si chaque ligne est
encore ce qu'elle était quand il a été fait ; sinon, code 6. Les limites de pertes sont jugées à nouveau.\n\n${examples(
        'abo subscription set mobile.email=off --partner P -n --plan-out mobile.plan',
        'abo apply mobile.plan',
      )}`,
    ),
    plan: help('Les plans enregistrés avec --plan-out'),
    'plan show': help(
      'Montrer un plan enregistré ; sans base de données',
      `Avec --as, elle est lue : le plan est montré tel que ce contact peut l'appliquer, ou pas du tout.\n\n${examples(
        'abo plan show mobile.plan',
        'abo plan show mobile.plan --format json',
      )}`,
    ),
    can: help('Un contact peut-il faire cela, et selon quelle règle ?'),
    'can view': help(
      "Peut-il voir les boîtes génériques d'une société, ou les abonnements d'un contact ?",
      `Code de sortie 0 : oui, 3 : non. Sans --contact : les boîtes génériques.\n\n${examples(
        'abo can view --as jean@acme.fr --company ACME',
      )}`,
    ),
    'can edit': help(
      "Peut-il modifier les boîtes génériques d'une société, ou les abonnements d'un contact ?",
      `Code de sortie 0 : oui, 3 : non. Sans --contact : les boîtes génériques.\n\n${examples(
        'abo can edit --as jean@acme.fr --company ACME',
        'abo can edit --as jean@acme.fr --company ACME --contact lea@acme.fr',
      )}`,
    ),
    history: help(
      "Les modifications, la dernière d'abord",
      `--company et --contact nomment aussi ce qui a été supprimé ou renommé depuis.\n\n${examples(
        'abo history --company ACME --limit 10',
        'abo history --contact ACME/jean@acme.fr',
        'abo history show 12',
      )}`,
    ),
    'history show': help('Une modification, dans le détail', examples('abo history show 12')),
    undo: help(
      'Annuler une modification, en tout ou en partie',
      `Ce qui vaut encore ce qu'il a écrit revient à ce qui était avant. Ce qui a changé depuis est un conflit : tous sont
listés et rien n'est fait, sauf si --on-conflict current les laisse tels qu'ils sont. Les filtres n'annulent qu'une
partie. Une annulation s'annule aussi.\n\n${examples(
        'abo undo 12 -n',
        'abo undo 12 --company ACME --category ticketing',
        'abo undo 12 --on-conflict current',
      )}`,
    ),
    explain: help(
      'Ce que veut dire un code, et que faire',
      `CODE est une raison, une erreur, un problème de fichier, un refus ou une règle d'audit, comme les réponses le donnent. Sans
lui : tous.\n\n${examples('abo explain not-in-universe', 'abo explain bad-email --lang en', 'abo explain')}`,
    ),
    db: help('La base de données'),
    'db init': help('Créer la base', examples('abo db init', 'abo --db ./acme.db db init')),
    'db status': help("Ce qu'est la base, et son état"),
    'db migrate': help('Mettre le schéma de la base à jour'),
    'db backup': help(
      'Écrire une copie de la base dans un nouveau fichier',
      `Entière ou pas du tout, pendant que d'autres écrivent. C'est la même base : remettez-la à la place de celle qui est perdue.\nUne base sur un serveur se sauvegarde avec l'outil du serveur : la commande est donnée.\n\n${examples('abo db backup abo-2026-11-24.db')}`,
    ),
    'db copy': help(
      "Tout transférer dans une autre base, d'un moteur à l'autre",
      `La copie contient les mêmes sociétés, contacts et choix et le même journal, sous sa propre identité : les fichiers exportés\navant, et les plans enregistrés, restent ceux de la base dont ils viennent. Elle doit être vide ; si c'est un fichier, il est\ncréé. Chaque table est relue et comparée ; tout est copié, ou rien.\n\n${examples(
        'abo db copy --to postgres://abo@db.example.net/abo -n',
        'abo db copy --to postgres://abo@db.example.net/abo',
        'abo db copy --profile prod --to ./prod.db',
        'abo db copy --to-profile prod --confirm prod',
      )}`,
    ),
    config: help(
      "Les réglages en vigueur, et d'où vient chacun",
      `La base elle-même n'est pas ouverte.\n\n${examples('abo config', 'abo config --profile prod --format json')}`,
    ),
    profile: help('Les profils de votre config.yaml'),
    'profile list': help('Les profils, et lequel est choisi', examples('abo profile list')),
    demo: help(
      "Une visite, sur une base jetable et des données d'exemple",
      examples('abo demo', 'abo demo --keep visite.db'),
    ),
  },
  flags: {
    company: 'les sociétés de ces codes (répétable, ou joints par des virgules, ou @fichier)',
    excludeCompany: 'pas ces sociétés',
    partner: 'les clients de ce partenaire',
    universe: 'client, ambassador ou operator',
    contact: 'une adresse, un nom, ou CODE/ADRESSE ; * remplace du texte',
    excludeContact: 'pas ces contacts',
    role: 'admin ou user',
    access: 'avec accès au portail, ou sans',
    category: 'ces catégories',
    channel: 'interface ou email',
    address: 'cette adresse ; * remplace du texte',
    notified: 'les cases qui notifient, ou non',
    stored: 'les cases de ce choix enregistré',
    reason: 'les cases décidées par cette règle',
    all: "tout : au lieu d'un filtre",
    dryRun: 'montrer le plan, ne rien changer',
    detailedExitcode: "avec --dry-run : code de sortie 3 s'il y a des changements",
    impact: "dire qui commence et qui cesse d'être notifié, par société et par case",
    planOut: 'enregistrer le plan dans ce fichier, pour abo apply (avec -n, ne faire que cela)',
    message: 'la raison, pour le journal',
    maxLosses:
      'refuser au-delà de tant de destinataires qui perdent quelque chose (par défaut : plus de 10 et de 30 %)',
    maxSilenced: 'refuser au-delà de tant de catégories où plus personne ne serait notifié',
    confirm: "le nom d'un profil protégé",
    to: 'la base à remplir : un fichier, ou une URL',
    toProfile: "la base à remplir : celle d'un profil de config.yaml",
    pin: 'enregistrer le choix même si la case est déjà ainsi',
    mode: 'seulement ajouter, ou aussi retirer (par défaut : add)',
    only: 'seulement les contacts, ou seulement les boîtes',
    everywhere: 'dans chaque société qui a cette adresse',
    successor: 'qui reprend ses abonnements et ses boîtes : une adresse, un nom ou CODE/ADRESSE',
    encoding: 'du fichier : utf-8, utf-16le, utf-16be, windows-1252 (par défaut : reconnu)',
    delimiter: "du fichier : , ; tab ou | (par défaut : d'après l'en-tête)",
    skipRows: "passer autant de lignes au-dessus de l'en-tête",
    fillDown: 'remplir les cellules vides de cette colonne par celle du dessus',
    empty: 'ce que veut dire une cellule vide (par défaut : keep, ne rien changer)',
    updateOnly: 'une société ou un contact inconnu est une erreur, pas un ajout',
    twoWay: "comparer le fichier à l'état actuel, quelle que soit son abo_revision",
    onConflict: "trancher les conflits pour le fichier, ou pour l'état actuel",
    onUndoConflict: 'laisser ce qui a changé depuis tel quel, et annuler le reste',
    allowDuplicate: 'accepter un code de société semblable à un autre aux zéros ou à la casse près',
    constantCompany: 'la société de chaque ligne, pour un fichier sans cette colonne',
    constantUniverse: "l'univers de chaque ligne, pour un fichier sans cette colonne",
    layout: 'une ligne par société ou contact et univers, ou une par case (par défaut : wide)',
    values: '1 et 0, ou les choix enregistrés on, off, default (par défaut : effective)',
    excel: "pour un Excel français : points-virgules, marque d'ordre des octets, libellés en en-tête",
    oneCompany: "la société que l'événement concerne",
    oneContact: "un contact de la société, dont il s'agit des abonnements",
    oneUniverse: 'seulement dans cet univers',
    explain: "montrer aussi qui n'est pas dans l'univers",
    events: "un fichier CSV d'événements : event, company, universe, id",
    onError: 'si des lignes sont fausses : ne rien faire (abort, par défaut), ou les laisser de côté (skip)',
    rejects: 'écrire les lignes rejetées dans ce fichier, à corriger et à importer',
    actor: 'les modifications de cette personne',
    since: 'à partir de ce jour ou de cette heure',
    until: "jusqu'à ce jour ou cette heure",
    limit: 'autant au plus',
    exact: 'une notification que le fichier ne liste pas est aussi un échec',
    update: "montrer l'écart, puis réécrire le fichier d'après l'état actuel",
    asExpectations: 'écrire la réponse comme fichier pour abo verify',
    allEvents: 'avec --as-expectations : tous les événements',
    rule: 'seulement ces règles, même désactivées par les réglages (voir --list-rules)',
    skipRule: 'pas ces règles',
    listRules: 'dire quelles règles existent, et ce que chacune trouve',
    failOn: 'sortir avec 3 à partir de cette gravité : error, warning, info ou never',
    baseline: "ne montrer que ce que ce fichier n'a pas",
    writeBaseline: 'enregistrer les constats dans ce fichier ; ce que les filtres écartent y reste',
    output: 'écrire aussi ce format dans un fichier ; répétable',
    maxChars: 'avec markdown : laisser de côté des groupes entiers au-delà de tant de caractères',
    at: "l'état d'alors, ou après cette modification ; un jour vaut pour sa fin",
    with: "comme si ce fichier était importé ; répétable, rien n'est écrit",
    keep: 'garder la base de la visite dans ce fichier',
  },
  globals: {
    db: 'la base : un fichier, ou une URL',
    profile: 'un profil de config.yaml',
    as: "agir comme ce contact : ne voir et ne modifier que ce qu'il peut",
    staff: "le nom porté au journal (par défaut : l'utilisateur de cette machine)",
    lang: 'la langue des textes',
    format: 'table, json, ndjson ou csv ; certaines commandes en ont plus',
    color: 'sans couleur',
    input: 'ne jamais poser de question',
    yes: 'appliquer sans demander',
    quiet: 'ni avis, ni progression',
    verbose: 'le détail des pannes',
    help: 'cette aide',
    version: 'la version',
  },
};
