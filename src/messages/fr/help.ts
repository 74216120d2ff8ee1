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
Valeurs : on, off, default (aucun choix). Sans --universe : tous les univers du contact.`;

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
      'Qui est notifié de quoi : consulter, modifier en masse, simuler et annuler.',
      `Pour commencer :
  $ abo demo                        faire la visite guidée, sur une base temporaire
  $ abo db init                     créer la base
  $ abo onboard client/             importer les fichiers d'un client
  $ abo simulate ticketing -c ACME  voir qui serait notifié, et pourquoi

Pour en savoir plus, lancez abo COMMANDE --help. Codes de sortie : 0 fait, 2 mauvais usage, 3 la réponse est non,
4 entrée rejetée, 5 refusé, 6 conflit, 7 base de données, 8 entrée rejetée en partie, 9 abandonné.`,
    ),
    company: help('Gérer les sociétés'),
    'company list': help(
      'Lister les sociétés',
      examples('abo company list --partner PARTNER1', 'abo company list --format json --at 2026-11-24'),
    ),
    'company show': help('Afficher tout sur une société', examples('abo company show ACME')),
    'company add': help(
      'Ajouter une société',
      `Champs : ${settableFields(COMPANY_FIELDS)}.\n\n${examples(
        'abo company add ACME name="Acme Industrie" universes=client,ambassador partner=PARTNER1',
      )}`,
    ),
    'company set': help(
      'Modifier des champs de sociétés',
      examples('abo company set name="Acme SAS" --company ACME', 'abo company set partner=- --partner ANCIEN'),
    ),
    'company remove': help('Supprimer une société, ses contacts et ses boîtes', examples('abo company remove ACME -n')),
    'company import': help(
      "Ajouter et modifier des sociétés à partir d'un fichier CSV",
      examples('abo company import companies.csv -n'),
    ),
    'company export': help('Exporter les sociétés en CSV', examples('abo company export > companies.csv')),
    contact: help('Gérer les contacts des sociétés'),
    'contact list': help(
      'Lister les contacts',
      examples('abo contact list -c ACME --role admin', "abo contact list --contact '*@acme.fr'"),
    ),
    'contact show': help(
      'Afficher un contact et ses abonnements',
      examples('abo contact show jean@acme.fr', 'abo contact show ACME/jean@acme.fr'),
    ),
    'contact add': help(
      'Ajouter un contact à une société',
      `Champs : ${settableFields(SETTABLE_CONTACT_FIELDS)}.\n\n${examples(
        'abo contact add --company ACME --contact jean@acme.fr name="Jean Petit" role=admin universes=client',
      )}`,
    ),
    'contact set': help(
      'Modifier des champs de contacts',
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
      `Avec --successor, les abonnements sont d'abord copiés vers le successeur, qui remplace aussi le contact dans les boîtes.\n\n${examples(
        'abo contact remove jean@acme.fr --successor lea@acme.fr',
        'abo contact remove jean@acme.fr --everywhere -n',
      )}`,
    ),
    'contact import': help(
      "Ajouter et modifier des contacts à partir d'un fichier CSV, et leurs abonnements s'il en contient",
      examples('abo contact import contacts.csv -n'),
    ),
    'contact export': help(
      'Exporter les contacts en CSV',
      examples('abo contact export -c ACME --excel > contacts.csv'),
    ),
    mailbox: help('Gérer les boîtes génériques des sociétés'),
    'mailbox list': help(
      'Lister les boîtes génériques',
      examples('abo mailbox list -c ACME', "abo mailbox list --address '*@ancien.fr'"),
    ),
    'mailbox set': help(
      'Renseigner des boîtes génériques',
      `Écrivez CATÉGORIE=ADRESSE. La catégorie all signifie toutes les catégories, l'adresse - aucune adresse. Sans --universe :
tous les univers de la société.\n\n${examples(
        'abo mailbox set ticketing=support@acme.fr deliveries=log@acme.fr --company ACME --universe client',
        'abo mailbox set all=notifications@acme.fr --company ACME',
      )}`,
    ),
    'mailbox clear': help(
      'Vider des boîtes génériques',
      examples('abo mailbox clear mobile --company ACME --universe client', 'abo mailbox clear all --company ACME'),
    ),
    'mailbox import': help(
      "Renseigner des boîtes à partir d'un fichier CSV",
      examples('abo mailbox import mailboxes.csv -n'),
    ),
    'mailbox export': help(
      'Exporter les boîtes en CSV',
      examples('abo mailbox export > mailboxes.csv', 'abo mailbox export --layout long'),
    ),
    subscription: help('Gérer les abonnements des contacts (alias : sub)'),
    'subscription list': help(
      'Afficher qui est abonné à quoi : les contacts par catégorie et par canal',
      examples(
        'abo subscription list -c ACME',
        'abo sub list -c ACME --notified yes --category ticketing --format csv',
      ),
    ),
    'subscription set': help(
      'Modifier les abonnements de contacts',
      `${CELLS}\n\n${examples(
        'abo subscription set ticketing=on mobile.email=off --contact jean@acme.fr --universe client',
        'abo subscription set mobile.email=off --partner P --exclude-company A,B --reason admin-default -n',
      )}`,
    ),
    'subscription copy': help(
      "Copier les abonnements d'un contact vers un autre",
      `FROM et TO sont une adresse, un nom ou CODE/ADRESSE. --mode add (par défaut) ne fait qu'ajouter des abonnements ; --mode
mirror retire aussi ceux que FROM n'a pas.\n\n${examples('abo subscription copy jean@acme.fr lea@acme.fr')}`,
    ),
    'subscription import': help(
      "Modifier les abonnements à partir d'un fichier CSV",
      examples('abo subscription import abonnements.csv -n', 'abo subscription import abonnements.csv --empty off'),
    ),
    'subscription export': help(
      'Exporter les abonnements en CSV',
      examples(
        'abo subscription export -c ACME --excel > abonnements.csv',
        'abo subscription export --layout long --values stored',
        'abo subscription export -c ACME --at 12 > apres-12.csv',
      ),
    ),
    onboard: help(
      "Importer les fichiers d'un client en une seule modification",
      `PATH est un dossier qui contient companies.csv, contacts.csv, mailboxes.csv ou subscriptions.csv, ou un seul fichier de
contacts, qui peut aussi avoir des colonnes d'abonnements.\n\n${examples('abo onboard client/ -n', 'abo onboard contacts.csv --yes')}`,
    ),
    find: help(
      'Chercher des sociétés, des contacts et des boîtes par code, nom ou adresse',
      examples('abo find dupont', 'abo find @acme.fr'),
    ),
    address: help('Afficher, remplacer ou effacer partout une adresse e-mail'),
    'address show': help(
      "Afficher où une adresse est utilisée, et ce qu'elle reçoit",
      examples('abo address show jean@acme.fr'),
    ),
    'address replace': help(
      'Remplacer une adresse, ou tout un domaine, dans les contacts et les boîtes',
      examples(
        'abo address replace jean@ancien.fr jean@nouveau.fr',
        'abo address replace @ancien.fr @nouveau.fr -c ACME -n',
      ),
    ),
    'address erase': help(
      "Effacer une adresse et les noms liés, y compris dans le journal (droit à l'effacement)",
      `L'adresse et les noms de ses contacts deviennent erased-N, où N est le numéro de la modification, et leur ref est vidée.
Sans --company, c'est aussi le cas dans les auteurs, messages et noms de fichiers du journal. Cette opération ne peut pas
être annulée. Elle n'atteint ni les sauvegardes, ni les exports, ni les plans enregistrés. Si le contact ne doit plus être
notifié, supprimez-le d'abord.

${examples('abo address erase jean@acme.fr -n', 'abo address erase jean@acme.fr -m "demande du 3 mars"')}`,
    ),
    simulate: help(
      "Afficher qui serait notifié d'un événement, et pourquoi ; rien n'est envoyé",
      `EVENT est un événement, ou une catégorie pour tous ses événements.\n\n${examples(
        'abo simulate ticketing.ticket-created --company ACME',
        'abo simulate mobile --company ACME --explain',
        'abo simulate --as-expectations --all-events -c ACME > attentes.csv',
        'abo simulate --events events.csv --format csv > notifications.csv',
        'abo simulate ticketing --company ACME --at 2026-11-24',
        'abo simulate ticketing --company ACME --with abonnements.csv',
      )}`,
    ),
    verify: help(
      "Vérifier un fichier d'attentes : qui doit, ou ne doit pas, être notifié",
      `FILE est un fichier CSV avec les colonnes event, company, universe, channel, recipient et expected (yes ou no). Le
destinataire * avec no signifie aucun destinataire. Le code de sortie est 3 si une attente n'est pas respectée.
abo simulate --as-expectations écrit un tel fichier. Formats : table, json, markdown, junit, github, gitlab.\n\n${examples(
        'abo verify attentes.csv',
        'abo verify attentes.csv --exact -o junit=verify.xml',
        'abo verify attentes.csv --update',
      )}`,
    ),
    audit: help(
      "Trouver les problèmes de toute la configuration, pour les personnes et pour l'intégration continue",
      `Le code de sortie est 3 si un constat atteint --fail-on (par défaut : error). Les gravités, les options, les domaines
autorisés et les constats acceptés se règlent dans abo.config.yaml : voir l'exemple dans docs/audit.md.
Formats : table, json, ndjson, csv, markdown, junit, github, gitlab.\n\n${examples(
        'abo audit --company ACME',
        'abo audit --list-rules',
        'abo audit --write-baseline reference.json',
        'abo audit --baseline reference.json --fail-on warning -o junit=audit.xml',
      )}`,
    ),
    why: help(
      'Expliquer pourquoi un contact est notifié ou non, et ce qui le changerait',
      `CONTACT est une adresse, un nom ou CODE/ADRESSE. EVENT est un événement ou une catégorie. --company est la société que
l'événement concerne (par défaut : celle du contact). Pour chaque canal : la règle qui a décidé et les précédentes, qui a
fait le changement et quand, la commande qui le changerait, qui peut la lancer, et ce qu'elle changerait d'autre. --at
répond pour un moment du passé, sans commande. --with répond comme si un fichier était importé.\n\n${examples(
        'abo why jean@acme.fr ticketing.ticket-created',
        'abo why paul@partenaire.fr mobile.rio-consulted --company ACME',
        'abo why ACME/jean@acme.fr deliveries --universe client --at 2026-11-01',
        'abo why ACME/jean@acme.fr deliveries --universe client --format json',
      )}`,
    ),
    apply: help(
      'Appliquer un plan enregistré avec --plan-out',
      `PLAN est le fichier, ou - pour l'entrée standard. Ce plan exact est appliqué, et seulement si aucune de ses lignes n'a
changé depuis qu'il a été fait ; sinon, le code de sortie est 6. Les limites de pertes sont vérifiées à nouveau.\n\n${examples(
        'abo subscription set mobile.email=off --partner P -n --plan-out mobile.plan',
        'abo apply mobile.plan',
      )}`,
    ),
    plan: help('Afficher les plans enregistrés avec --plan-out'),
    'plan show': help(
      'Afficher un plan enregistré, sans base de données',
      `Avec --as, la base est nécessaire : le plan n'est affiché que si ce contact peut l'appliquer.\n\n${examples(
        'abo plan show mobile.plan',
        'abo plan show mobile.plan --format json',
      )}`,
    ),
    can: help("Vérifier ce qu'un contact a le droit de faire, et selon quelle règle"),
    'can view': help(
      "Un contact peut-il voir les boîtes génériques d'une société, ou les abonnements d'un autre contact ?",
      `Le code de sortie est 0 pour oui, 3 pour non. Sans --contact : les boîtes génériques.\n\n${examples(
        'abo can view --as jean@acme.fr --company ACME',
      )}`,
    ),
    'can edit': help(
      "Un contact peut-il modifier les boîtes génériques d'une société, ou les abonnements d'un autre contact ?",
      `Le code de sortie est 0 pour oui, 3 pour non. Sans --contact : les boîtes génériques.\n\n${examples(
        'abo can edit --as jean@acme.fr --company ACME',
        'abo can edit --as jean@acme.fr --company ACME --contact lea@acme.fr',
      )}`,
    ),
    history: help(
      'Lister les modifications, de la plus récente à la plus ancienne',
      `--company et --contact acceptent aussi les sociétés et contacts supprimés ou renommés depuis.\n\n${examples(
        'abo history --company ACME --limit 10',
        'abo history --contact ACME/jean@acme.fr',
        'abo history show 12',
      )}`,
    ),
    'history show': help('Afficher une modification et tous ses changements', examples('abo history show 12')),
    undo: help(
      'Annuler une modification, en tout ou en partie',
      `Rétablit chaque valeur qui est encore celle que la modification a écrite. Une valeur changée depuis est un conflit : tous
les conflits sont listés et rien n'est annulé, sauf si --on-conflict current garde les valeurs actuelles. Les filtres
n'annulent qu'une partie. Une annulation peut elle-même être annulée.\n\n${examples(
        'abo undo 12 -n',
        'abo undo 12 --company ACME --category ticketing',
        'abo undo 12 --on-conflict current',
      )}`,
    ),
    explain: help(
      'Expliquer un code, et que faire',
      `CODE est une raison, un refus, une règle d'audit, un problème de fichier ou une erreur, tel qu'il est affiché. Sans CODE,
liste tous les codes.\n\n${examples('abo explain not-in-universe', 'abo explain bad-email --lang en', 'abo explain')}`,
    ),
    db: help('Gérer la base de données'),
    'db init': help('Créer la base', examples('abo db init', 'abo --db ./acme.db db init')),
    'db status': help('Afficher quelle base est utilisée, et son état'),
    'db migrate': help('Mettre le schéma de la base à jour'),
    'db backup': help(
      'Écrire une copie de la base dans un nouveau fichier',
      `La copie est complète, même si d'autres écrivent en même temps. Elle garde l'identité de la base : pour la restaurer,
mettez le fichier à sa place. Pour une base sur un serveur, la commande de l'outil du serveur est affichée à la place.\n\n${examples('abo db backup abo-2026-11-24.db')}`,
    ),
    'db copy': help(
      'Tout copier dans une autre base, quel que soit le moteur',
      `La copie a les mêmes sociétés, contacts et choix et le même journal, mais une nouvelle identité : les exports et les plans
déjà enregistrés restent ceux de l'original. La base cible doit être vide ; si c'est un fichier qui n'existe pas, il est
créé. Chaque table est relue et comparée. Tout est copié, ou rien.\n\n${examples(
        'abo db copy --to postgres://abo@db.example.net/abo -n',
        'abo db copy --to postgres://abo@db.example.net/abo',
        'abo db copy --profile prod --to ./prod.db',
        'abo db copy --to-profile prod --confirm prod',
      )}`,
    ),
    config: help(
      "Afficher les réglages en vigueur, et l'origine de chacun",
      `La base elle-même n'est pas ouverte.\n\n${examples('abo config', 'abo config --profile prod --format json')}`,
    ),
    profile: help('Afficher les profils de votre config.yaml'),
    'profile list': help('Lister les profils, et celui qui est choisi', examples('abo profile list')),
    demo: help(
      "Faire la visite guidée, sur une base temporaire et des données d'exemple",
      examples('abo demo', 'abo demo --keep visite.db'),
    ),
  },
  flags: {
    company: 'seulement ce code de société (répétable, séparé par des virgules, ou @FICHIER)',
    excludeCompany: 'exclure ces sociétés',
    partner: 'seulement les clients de ce partenaire',
    universe: 'seulement cet univers : client, ambassador ou operator',
    contact: 'seulement ce contact : une adresse, un nom ou CODE/ADRESSE ; * remplace du texte',
    excludeContact: 'exclure ces contacts',
    role: 'seulement ce rôle : admin ou user',
    access: 'seulement les contacts avec ou sans accès au portail',
    category: 'seulement ces catégories',
    channel: 'seulement ce canal : interface ou email',
    address: 'seulement cette adresse ; * remplace du texte',
    notified: 'seulement les cases qui notifient, ou celles qui ne notifient pas',
    stored: 'seulement les cases avec ce choix enregistré',
    reason: 'seulement les cases décidées par cette règle',
    all: "tout, au lieu d'un filtre",
    dryRun: 'afficher le plan sans rien modifier',
    detailedExitcode: "avec --dry-run : code de sortie 3 s'il y a des changements",
    impact: "afficher qui commence et qui cesse d'être notifié, par société et par case",
    planOut: "enregistrer le plan dans ce fichier, pour abo apply (avec -n : sans l'appliquer)",
    message: 'la raison du changement, pour le journal',
    maxLosses: 'refuser si plus de destinataires que cela recevraient moins (par défaut : plus de 10 et plus de 30 %)',
    maxSilenced: 'refuser si plus de catégories que cela ne notifieraient plus personne',
    confirm: 'le nom du profil protégé',
    to: 'la base cible : un fichier ou une URL',
    toProfile: "la base cible : celle d'un profil de config.yaml",
    pin: "enregistrer le choix même s'il ne change rien pour l'instant",
    mode: 'seulement ajouter, ou aussi retirer (par défaut : add)',
    only: 'seulement les contacts, ou seulement les boîtes',
    everywhere: 'dans toutes les sociétés qui ont cette adresse',
    successor: 'qui reprend les abonnements et les boîtes : une adresse, un nom ou CODE/ADRESSE',
    encoding: "l'encodage du fichier : utf-8, utf-16le, utf-16be ou windows-1252 (par défaut : détecté)",
    delimiter: 'le séparateur du fichier : , ; tab ou | (par défaut : détecté)',
    skipRows: "sauter ce nombre de lignes au-dessus de l'en-tête",
    fillDown: 'remplir les cellules vides de cette colonne avec celle du dessus',
    empty: 'ce que signifie une cellule vide (par défaut : keep, aucun changement)',
    updateOnly: "traiter une société ou un contact inconnu comme une erreur au lieu de l'ajouter",
    twoWay: "comparer le fichier à l'état actuel, sans tenir compte de son abo_revision",
    onConflict: 'résoudre les conflits avec les valeurs du fichier, ou avec les valeurs actuelles',
    onUndoConflict: 'garder les valeurs changées depuis, et annuler le reste',
    allowDuplicate: "accepter un nouveau code qui ne diffère d'un autre que par des zéros ou la casse",
    constantCompany: 'la société de chaque ligne, pour un fichier sans cette colonne',
    constantUniverse: "l'univers de chaque ligne, pour un fichier sans cette colonne",
    layout: 'une ligne par société ou contact et univers, ou une par case (par défaut : wide)',
    values: "1 et 0 selon l'état effectif, ou les choix enregistrés on, off et default (par défaut : effective)",
    excel: "pour Excel en français : points-virgules, marque d'ordre des octets, libellés en en-tête",
    oneCompany: "la société que l'événement concerne",
    oneContact: 'le contact de la société dont on vérifie les abonnements',
    oneUniverse: 'seulement dans cet univers',
    explain: "afficher aussi les contacts qui n'ont pas l'univers",
    events: "un fichier CSV d'événements : event, company, universe, id",
    onError: 'si des lignes ont des erreurs : ne rien modifier (abort, par défaut), ou les ignorer (skip)',
    rejects: 'écrire les lignes rejetées dans ce fichier, pour les corriger et les importer',
    actor: 'seulement les modifications de cette personne',
    since: 'seulement à partir de ce jour ou de cette heure',
    until: "seulement jusqu'à ce jour ou cette heure",
    limit: 'en afficher au plus ce nombre',
    exact: 'échouer aussi sur une notification absente du fichier',
    update: "afficher l'écart, puis réécrire le fichier d'après l'état actuel",
    asExpectations: 'écrire la réponse sous forme de fichier pour abo verify',
    allEvents: 'avec --as-expectations : tous les événements',
    rule: 'seulement ces règles, même désactivées par les réglages (voir --list-rules)',
    skipRule: 'exclure ces règles',
    listRules: 'lister les règles, et ce que chacune trouve',
    failOn: 'code de sortie 3 à partir de cette gravité : error, warning, info ou never',
    baseline: 'ne signaler que les constats absents de ce fichier',
    writeBaseline: 'enregistrer les constats dans ce fichier ; ce qui est hors des filtres y reste',
    output: 'écrire aussi ce format dans un fichier ; répétable',
    maxChars: 'avec markdown : omettre des groupes entiers au-delà de ce nombre de caractères',
    at: "l'état à ce moment ou après cette modification ; un jour signifie sa fin",
    with: "comme si ce fichier était importé ; répétable ; rien n'est écrit",
    keep: 'conserver la base de la visite dans ce fichier',
  },
  globals: {
    db: 'la base : un fichier ou une URL',
    profile: 'un profil de config.yaml',
    as: "agir en tant que ce contact : voir et modifier seulement ce qu'il peut",
    staff: "votre nom dans le journal (par défaut : l'utilisateur de cette machine)",
    lang: 'la langue des messages',
    format: "table, json, ndjson ou csv ; certaines commandes en ont d'autres",
    color: 'sans couleur',
    input: 'ne jamais demander de saisie',
    yes: 'appliquer sans demander confirmation',
    quiet: 'sans avis ni progression',
    verbose: 'le détail des échecs',
    help: "afficher l'aide",
    version: 'afficher la version',
  },
};
