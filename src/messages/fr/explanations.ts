import type { Explanations } from '../explained.js';

export const explanations: Explanations = {
  // Qui est notifié, et pourquoi
  'not-in-universe': [
    "L'univers n'est pas détenu, par le contact ou, pour une boîte, par la société : rien ne peut les y notifier.",
    "Donnez l'univers au contact : abo contact set universes=… ; abo why a la commande. Ce qui y était choisi est gardé, et revient alors.",
  ],
  'no-portal-access': [
    "Le contact n'a pas accès au portail : rien ne peut lui y être montré. L'e-mail n'est pas concerné.",
    "Donnez l'accès : abo contact set access=yes, ou choisissez l'e-mail. Un choix pour l'interface est gardé, et revient avec l'accès ; en faire un sans accès est refusé.",
  ],
  'explicit-on': [
    'Le contact a choisi de recevoir.',
    "abo subscription set CASE=off l'arrête ; CASE=default oublie le choix.",
  ],
  'explicit-off': [
    "Le contact s'est désabonné. Cela survit à un changement de rôle : un administrateur désabonné le reste.",
    "abo subscription set CASE=on l'abonne ; CASE=default oublie le choix.",
  ],
  'admin-default': [
    "Le contact est administrateur et n'a rien choisi : un administrateur reçoit tout, tant qu'il ne se désabonne pas.",
    'abo subscription set CASE=off le désabonne.',
  ],
  'not-subscribed': [
    "Le contact est utilisateur et n'a rien choisi : un utilisateur ne reçoit que ce qu'il choisit.",
    "abo subscription set CASE=on l'abonne.",
  ],
  mailbox: [
    'La boîte générique de la société a une adresse pour cet univers et cette catégorie : elle reçoit.',
    "abo mailbox clear retire l'adresse.",
  ],
  'no-mailbox': [
    "La société n'a pas d'adresse générique pour cet univers et cette catégorie.",
    'abo mailbox set CATÉGORIE=ADRESSE en donne une.',
  ],
  'no-partner': [
    "L'événement va au partenaire qui gère la société : il n'y en a pas, et elle ne détient elle-même aucun univers partenaire. Personne n'est interrogé.",
    "Donnez-lui son partenaire, s'il existe : abo company set partner=CODE.",
  ],
  'not-in-audience': [
    "L'événement va aux contacts d'une autre société, ou dans un autre univers : ce contact n'est pas interrogé du tout.",
    "abo simulate ÉVÉNEMENT --company CODE montre qui l'est ; abo why dit à qui va l'événement.",
  ],
  'nobody-at-address': [
    "Aucun de ceux que l'on interroge n'a cette adresse : ni un contact de la société à qui va l'événement, ni sa boîte générique.",
    "abo simulate ÉVÉNEMENT --company CODE montre qui est notifié ; abo address show ADRESSE, où l'adresse sert.",
  ],
  'no-result': [
    "Personne n'est interrogé dans cet univers : l'événement va dans un autre.",
    'abo simulate ÉVÉNEMENT --company CODE montre lequel.',
  ],
  inert: [
    "Aucun événement n'apporte cette catégorie dans cet univers : ce qui y est réglé ne peut notifier personne.",
    "Réglez-le dans un univers où va un tel événement ; abo audit donne la commande qui l'enlève ici.",
  ],

  // Qui peut quoi
  'out-of-scope': [
    "La société n'est ni la sienne, ni l'une de celles que la sienne gère dans un univers que l'on détient ; ou elle n'existe pas.",
    'Demandez à quelqu’un de cette société, de son partenaire, ou au support.',
  ],
  'actor-no-access': [
    "Celui qui agit n'a pas accès au portail : il ne peut rien voir ni changer.",
    "Donnez-lui d'abord l'accès, ou passez par quelqu'un d'autre.",
  ],
  'not-admin': [
    'Seuls les administrateurs changent les abonnements des autres, et les boîtes.',
    'Demandez à un administrateur de la société ou de son partenaire.',
  ],
  'staff-only': [
    "Les sociétés, les contacts, l'annulation et la base sont réservés au support.",
    'Demandez au support.',
  ],

  // Ce que trouve un audit
  'no-recipient': [
    'Un événement peut toucher cette catégorie dans cet univers de la société, et personne ne serait notifié.',
    "Renseignez une boîte générique, ou abonnez quelqu'un.",
  ],
  'no-admin': [
    "La société a des contacts mais aucun administrateur : personne n'y peut changer ce qu'ils reçoivent.",
    "abo contact set role=admin pour l'un d'eux.",
  ],
  'invalid-address': [
    "Une adresse enregistrée n'en est pas une : aucun message ne peut l'atteindre.",
    'abo contact rename, ou abo mailbox set, avec la bonne.',
  ],
  'shared-across-companies': [
    "Une adresse reçoit pour des sociétés qu'aucun lien de partenaire ne relie : un client voit peut-être ce qui est à un autre.",
    "Regardez avec abo address show ; si c'est voulu, acceptez le constat dans abo.config.yaml.",
  ],
  'single-recipient': [
    "Une seule personne ou adresse serait notifiée : en son absence, personne ne l'est.",
    'Ajoutez une boîte générique ou une deuxième personne.',
  ],
  'ineffective-subscription': [
    "Un choix « on » qui ne peut pas agir : son univers n'est pas détenu, le contact n'a pas accès, ou aucun événement n'y apporte la catégorie.",
    'Corrigez la cause, ou retirez le choix ; abo audit a la commande.',
  ],
  'inert-mailbox': [
    "Une boîte qui ne peut rien recevoir : son univers n'est pas détenu, ou aucun événement n'y apporte la catégorie.",
    'abo mailbox clear la retire.',
  ],
  'mailbox-is-personal': [
    "Une boîte générique est l'adresse d'un contact : elle restera quand il partira.",
    'Mettez une adresse partagée, ou acceptez le constat.',
  ],
  'admin-opted-out': [
    'Un administrateur ne reçoit rien du tout.',
    "Demandez-lui ; abo subscription set all=default rétablit ce qu'un administrateur reçoit.",
  ],
  'unknown-domain': [
    'Une adresse est hors des domaines que abo.config.yaml autorise pour la société.',
    "Corrigez l'adresse, ou autorisez le domaine.",
  ],
  'suspicious-domain': [
    "Un domaine est à une faute de frappe d'un autre, bien plus fréquent dans la société.",
    "abo address replace @FAUX @JUSTE, si c'en est une.",
  ],

  // Les fichiers, à la lecture
  'bad-encoding': [
    "Le fichier contient des octets que son encodage n'a pas.",
    'Dites lequel avec --encoding, ou enregistrez-le en « CSV UTF-8 ».',
  ],
  'bad-quote': [
    "Un guillemet est ouvert et jamais fermé, ou se trouve là où il ne peut pas ; la lecture s'est arrêtée là.",
    'Mettez toute la cellule entre guillemets, et doublez ceux du dedans.',
  ],
  'ragged-row': [
    "Une ligne s'arrête avant une colonne obligatoire, ou va au-delà de la dernière.",
    "Mettez entre guillemets les cellules qui contiennent le séparateur ; vérifiez que la ligne n'est pas coupée.",
  ],
  'unknown-column': [
    "Un en-tête n'est pas une colonne d'un tel fichier.",
    "Corrigez-le, ou retirez la colonne ; s'il commence par _abo_, elle est ignorée.",
  ],
  'missing-column': [
    'Il manque une colonne obligatoire.',
    'Ajoutez-la ; --company et --universe donnent une valeur à toutes les lignes.',
  ],
  'duplicate-column': ['Deux en-têtes sont la même colonne.', "Gardez l'un des deux."],
  'missing-value': [
    'Il manque une valeur : à une option, ou dans une cellule qui ne peut pas être vide.',
    'Donnez-la. Une nouvelle société, un nouveau contact, demandent un nom et des univers.',
  ],
  'bad-value': [
    "Une valeur n'est pas de celles qui sont acceptées là.",
    "Prenez l'une de celles que donne le message ; abo COMMANDE --help les donne aussi.",
  ],
  'bad-email': ["Un texte n'est pas une adresse e-mail.", 'Corrigez-le : une adresse ressemble à jean@acme.fr.'],
  'unknown-company': [
    "Aucune société n'a ce code, ou aucune que vous puissiez voir. Les codes sont comparés exactement.",
    'abo find TEXTE en cherche une par code ou par nom. Dans un fichier, une société peut venir dans le même import.',
  ],
  'unknown-contact': [
    "Il n'y a pas de tel contact.",
    'abo find TEXTE en cherche un ; CODE/ADRESSE en désigne un parmi plusieurs.',
  ],
  'unknown-universe': [
    "Un texte n'est pas un univers.",
    'Univers : client, ambassador, operator ; ou *, pour chacun de ceux qui sont détenus.',
  ],
  'unknown-category': [
    "Un texte n'est pas une catégorie.",
    'Catégories : eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile.',
  ],
  'unknown-channel': ["Un texte n'est pas un canal.", 'Canaux : interface, email.'],
  'unknown-event': [
    "Un texte n'est ni un événement ni une catégorie.",
    'Le message donne les événements ; une catégorie tient lieu des siens.',
  ],
  'universe-not-held': [
    "Ce qui est demandé est dans un univers que la société ou le contact ne détient pas ; ou quelqu'un n'en aurait plus aucun.",
    "Donnez d'abord l'univers, ou nommez-en un qui est détenu.",
  ],
  'admin-without-access': [
    'Un administrateur a toujours accès au portail.',
    "Donnez l'accès, ou faites-en un utilisateur.",
  ],
  'not-a-partner': [
    "Une société qui ne détient ni ambassador ni operator ne gère personne ; ni dans un univers qu'elle ne détient pas.",
    "Donnez-lui l'univers, ou nommez un autre partenaire.",
  ],
  'partner-circle': [
    'Une société serait son propre partenaire, directement ou en cercle.',
    "Retirez l'un des liens du cercle.",
  ],
  'duplicate-contact': [
    "Deux contacts d'une société auraient la même adresse ou la même référence.",
    'Gardez-en un ; échanger deux adresses dans un même import est permis.',
  ],
  'probable-duplicate': [
    "Un nouveau code n'est autre qu'un code existant, aux zéros de tête ou à la casse près : c'est ce qu'un tableur fait de 00075.",
    "Corrigez le code ; --allow-duplicate l'admet, si c'est une autre société.",
  ],
  'contradictory-rows': [
    'Deux lignes demandent des choses différentes de la même case ou du même champ.',
    "Gardez l'une des deux.",
  ],
  'foreign-revision': [
    "abo_revision vient d'une autre base, ou d'une modification qui n'existe pas.",
    "Importez-le là d'où il a été exporté ; --two-way ignore la colonne.",
  ],
  'not-csv': [
    "Le fichier n'est pas du CSV : un classeur, un fichier vide, un en-tête seul, ou pas du texte.",
    'Enregistrez-le en « CSV UTF-8 » depuis le tableur.',
  ],

  // La ligne de commande
  'unknown-command': ["Il n'y a pas de telle commande.", 'abo --help les donne.'],
  'unknown-option': ["La commande n'a pas cette option.", 'abo COMMANDE --help les donne.'],
  'unknown-code': ['abo ne donne aucun tel code.', 'abo explain les donne tous.'],
  'no-past-here': [
    "La commande porte sur ce qui est maintenant, et n'a pas d'option --at.",
    'Regardez le passé avec list, show, export, find, simulate, why et audit.',
  ],
  'missing-operand': ['Il manque à la commande ce sur quoi elle porte.', 'abo COMMANDE --help le dit.'],
  'excess-operand': [
    "La commande a reçu plus qu'elle ne prend.",
    "Mettez entre guillemets les noms avec des espaces ; abo COMMANDE --help dit ce qu'elle prend.",
  ],
  'missing-flag': ['Il manque une option à la commande.', 'abo COMMANDE --help dit laquelle.'],
  'flag-needs': ["Une option a été donnée qui n'a pas de sens sans une autre.", "Ajoutez l'autre, ou retirez-la."],
  'empty-value': ['Un champ qui ne peut pas être vide a été vidé.', 'Ne le donnez pas, pour le laisser tel quel.'],
  'empty-filter': [
    'Un filtre ne désigne rien ; il ne doit pas devenir un filtre qui laisse tout passer.',
    'Donnez-lui une valeur, ou retirez-le.',
  ],
  'not-a-count': ['Il faut un nombre entier.', 'Donnez-en un.'],
  'not-a-limit': [
    "Une limite est un nombre de destinataires, ou une part d'entre eux.",
    'Par exemple --max-losses 25 ou --max-losses 40%.',
  ],
  'not-a-time': ["Un texte n'est ni un jour ni une heure.", 'Écrivez 2026-11-24, ou 2026-11-24T09:30:00Z.'],
  'not-a-moment': [
    "Un texte n'est ni une modification, ni un jour, ni une heure.",
    'Écrivez 12, 2026-11-24 (à sa fin), ou 2026-11-24T09:30:00Z ; abo history donne les lots.',
  ],
  'one-value': ['La commande porte sur une chose à la fois.', 'Lancez-la une fois pour chacune.'],
  'nothing-to-onboard': [
    'Le dossier ne contient aucun des fichiers attendus.',
    'Nommez-les companies.csv, contacts.csv, mailboxes.csv, subscriptions.csv.',
  ],
  'list-unreadable': [
    'Le fichier derrière @ ne peut pas être lu.',
    'Une liste est un fichier texte, une valeur par ligne.',
  ],
  'flags-exclude': ['Deux choses ont été demandées qui ne vont pas ensemble.', "Gardez l'une des deux."],
  'bad-assignment': [
    "Ce qu'il faut régler s'écrit NOM=VALEUR.",
    'Mettez entre guillemets une valeur avec des espaces : name="Acme Industrie".',
  ],
  'unknown-name': ["Il n'y a pas de champ ni de case de ce nom à régler.", 'Le message donne ceux qui existent.'],
  'set-twice': ['Un même nom reçoit deux valeurs.', "Gardez l'une des deux."],
  'needs-filter': [
    'La commande changerait tout : elle veut savoir quoi.',
    'Ajoutez un filtre comme --company, ou dites --all.',
  ],
  'ambiguous-contact': [
    "Le nom ou l'adresse est celui de plusieurs contacts.",
    'Désignez-en un par CODE/ADRESSE, ou précisez avec --company.',
  ],
  'unknown-change-set': ["Aucune modification n'a ce numéro.", 'abo history les donne.'],
  'unknown-address': [
    "Aucun contact ni aucune boîte n'a cette adresse.",
    "abo find TEXTE cherche des morceaux d'adresse.",
  ],
  'address-elsewhere': [
    "L'adresse est là, mais pas où --only regarde : c'est celle d'un contact, ou d'une boîte générique.",
    "Retirez --only, ou donnez-lui l'autre valeur.",
  ],
  'bad-address': ["Un texte n'est pas une adresse e-mail.", 'Une adresse ressemble à jean@acme.fr.'],
  'bad-replacement': [
    'Une adresse se remplace par une adresse, un domaine par un domaine.',
    'abo address replace ancien@acme.fr nouveau@acme.fr, ou @ancien.fr @nouveau.fr.',
  ],
  'company-exists': ['Une société a déjà ce code.', 'abo company set la modifie.'],
  'contact-exists': ['La société a déjà un contact à cette adresse.', 'abo contact set le modifie.'],
  'company-is-partner': [
    "Une société qui en gère d'autres ne peut pas être supprimée.",
    "Donnez d'abord à ses clients un autre partenaire, ou aucun.",
  ],
  'same-contact': ["Les deux contacts nommés n'en font qu'un.", 'Nommez-en deux.'],

  // Les changements
  'confirmation-needed': [
    "Un changement veut être confirmé, et il n'y a pas de terminal où le demander. Rien n'a été fait.",
    'Regardez le plan avec --dry-run, si la commande en a un, puis lancez avec --yes.',
  ],
  'plan-not-shown': [
    "Personne ne lit plus la sortie : le plan n'a pas pu être montré, et rien n'a été fait.",
    "Relancez, ou confirmez d'avance avec --yes.",
  ],
  interrupted: [
    "Un signal (Ctrl-C) a arrêté le programme. Une modification qui n'était pas encore en cours de validation n'est pas écrite ; sinon, elle y est tout entière, ou pas du tout.",
    'Relancez. Là où le message parle de validation, regardez abo history avant.',
  ],
  declined: ["Le changement a été refusé à l'invite. Rien n'a été fait.", 'Rien ; relancez quand il est voulu.'],
  'over-limits': [
    "Le plan retire quelque chose à trop de destinataires, ou réduit trop au silence. Rien n'a été fait.",
    "Regardez qui il nomme ; si c'est voulu, permettez-le avec --max-losses ou --max-silenced, comme dit le message.",
  ],
  conflicts: [
    "Ce qui est demandé a changé depuis, pour autre chose. Rien n'a été écrit.",
    "Regardez chacun ; --on-conflict les tranche, d'un côté ou de l'autre.",
  ],
  'stale-rows': [
    "Des lignes ont changé entre le plan et son écriture. Rien n'a été écrit.",
    'Relancez : un nouveau plan sera fait.',
  ],
  'not-a-plan': [
    "Le fichier n'est pas un plan enregistré avec --plan-out, ou pas en entier. Rien n'a été fait.",
    'Enregistrez-en un avec --plan-out FICHIER, sur la commande qui fait le plan.',
  ],
  'bad-plan': [
    "Le plan enregistré ne tient pas debout : il a été retouché. Rien n'a été fait.",
    "Refaites-le avec la commande qui l'a fait.",
  ],
  'foreign-plan': [
    "Le plan enregistré a été fait pour une autre base, quel que soit son nom. Rien n'a été fait.",
    'Nommez cette base avec --db ou --profile, ou refaites le plan sur celle-ci.',
  ],
  'stale-plan': [
    "Des lignes ont changé depuis que le plan a été enregistré. Rien n'a été fait.",
    'Refaites le plan ; abo history dit qui les a modifiées.',
  ],
  'already-erased': [
    "L'adresse est de celles que laisse un effacement : elle n'a plus rien de personnel.",
    "Rien ; abo history montre l'effacement.",
  ],
  'erasure-is-final': [
    "Un effacement ne s'annule pas : ce qu'il a remplacé n'est plus nulle part dans la base.",
    'Saisissez à nouveau ce qui peut être gardé.',
  ],
  'profile-read-only': ["Le profil ne fait que lire. Rien n'a été fait.", 'Utilisez un autre profil.'],
  'profile-protected': [
    "Le profil veut que l'on tape son nom avant un changement. Rien n'a été fait.",
    'Tapez-le, ou ajoutez --confirm NOM.',
  ],

  // Réglages et bases
  'database-chosen-twice': [
    "Deux choses choisissent la base, et aucune ne l'emporte.",
    'Gardez-en une : --db ou --profile ; ABO_DATABASE_URL ou ABO_PROFILE.',
  ],
  'unknown-profile': ["config.yaml n'a pas ce profil.", 'Le message donne ceux qui existent.'],
  'config-unreadable': ['Un fichier de réglages est là, et ne peut pas être lu.', 'Vérifiez ses droits.'],
  'config-syntax': [
    "Un fichier de réglages n'est pas du YAML.",
    'Corrigez-le à la ligne et à la colonne que dit le message.',
  ],
  'config-exclusive': [
    "Le mot de passe d'un profil ne peut venir que d'un endroit.",
    'Gardez password_command ou password_file.',
  ],
  'config-value': [
    'Un réglage a une valeur du mauvais genre.',
    'Corrigez-le ; schemas/config.schema.json décrit abo.config.yaml.',
  ],
  'config-key': ['Un fichier de réglages a une clé qui ne veut rien dire.', 'Corrigez-la, ou retirez-la.'],
  'config-choice': ["Un réglage a une valeur qui n'est pas acceptée.", "Prenez l'une de celles que donne le message."],
  'config-unsafe': [
    "Un dossier où l'on entre ne doit ni choisir une base ni lancer une commande.",
    'Mettez-le dans un profil de votre config.yaml, et nommez ce profil dans le dossier.',
  ],
  'baseline-unreadable': [
    "Le fichier n'est pas une référence d'un audit.",
    'abo audit --write-baseline FICHIER en écrit une, dans un nouveau fichier.',
  ],
  'unsupported-engine': ["abo n'a pas de moteur pour une telle URL.", 'Il connaît sqlite:, postgres: et mysql:.'],
  'bad-database-url': [
    "L'URL ne désigne aucune base : une partie manque, ou n'est pas écrite comme il faut.",
    "Le message dit laquelle, et comment l'écrire.",
  ],
  'bad-database-parameter': ["L'URL de la base demande quelque chose d'inconnu.", 'Le message dit ce qui est connu.'],
  'tls-certificate-unreadable': [
    'Le fichier que nomme sslrootcert ne peut pas être lu.',
    'Vérifiez son chemin et ses droits.',
  ],
  'password-unavailable': [
    "Le mot de passe d'un profil n'a pas pu être obtenu : sa commande a échoué, a mis plus d'une minute ou n'a rien affiché, ou son fichier n'est pas là, ou est vide.",
    'Corrigez password_command ou password_file.',
  ],
  'server-unknown': ['Le nom du serveur ne dit rien au réseau.', "Vérifiez l'URL, et le réseau."],
  'server-unreachable': [
    "Rien ne répond à l'adresse du serveur, ou il refuse cette machine.",
    'Vérifiez hôte, port et serveur.',
  ],
  'other-server': [
    "Autre chose écoute sur ce port du serveur : une base d'une autre sorte, ou rien qui soit une base.",
    "Vérifiez l'hôte et le port, et si l'URL commence par postgres: ou mysql:.",
  ],
  'wrong-credentials': [
    'Le serveur ne connaît pas le compte, ou pas avec ce mot de passe.',
    "Vérifiez l'utilisateur dans l'URL, et password_command ou password_file du profil.",
  ],
  'password-missing': [
    'Le serveur demande un mot de passe, et rien ne le donne.',
    'Donnez au profil password_command ou password_file ; PostgreSQL connaît aussi PGPASSFILE.',
  ],
  'password-file-exposed': [
    "Un fichier de mots de passe que d'autres peuvent lire est comme publié : il n'est pas utilisé.",
    'chmod 600 le réserve à son propriétaire.',
  ],
  'server-lacks-database': [
    "Le serveur est là, la base non ; abo n'en crée pas sur un serveur.",
    'Faites-la créer ; abo db init, ou abo db copy, y crée ensuite les tables.',
  ],
  'missing-rights': [
    "Le compte n'a pas ce droit dans la base.",
    'Lire suffit pour lister, exporter, simuler et auditer ; pour écrire, voyez son administrateur.',
  ],
  'definer-missing': [
    'Les déclencheurs de MySQL et MariaDB ont les droits du compte qui les a créés. Une base restaurée sur un serveur sans ce compte garde son journal, mais aucun effacement ne peut y être écrit.',
    'Créez le compte, avec ses droits ; ou faites une copie avec abo db copy.',
  ],
  'database-encoding': [
    "La base de PostgreSQL a un encodage auquel manquent la plupart des caractères dont s'écrivent les noms. Il ne peut pas être changé après coup.",
    "Faites créer une base dont l'encodage est UTF8, comme le dit le message, et lancez-y abo db init.",
  ],
  'server-too-old': [
    "Il manque au serveur ce qu'il faut à abo.",
    'Le message dit à partir de quelle version il y est.',
  ],
  'tls-failed': ["La connexion n'a pas pu être chiffrée comme le demande sslmode.", 'Vérifiez sslmode et sslrootcert.'],
  'connection-lost': ["La connexion s'est arrêtée en chemin. Rien n'a été écrit.", 'Relancez.'],
  'commit-unknown': [
    "La connexion s'est arrêtée au seul moment où le serveur seul sait s'il a écrit, et il ne répond plus.",
    'abo history le dira quand il répondra : la modification y est tout entière, ou pas du tout.',
  ],
  'database-without-identity': ['Il manque à la base ce qui la distingue de ses copies.', 'Restaurez une sauvegarde.'],
  'database-missing': [
    "Il n'y a pas de base à cet endroit ; aucune n'est créée en cachette.",
    'abo db init la crée ; ou nommez-en une autre avec --db.',
  ],
  'database-is-folder': ["Un dossier n'est pas une base.", 'Nommez le fichier dedans.'],
  'database-folder-missing': ["Le dossier de la base n'existe pas.", 'Créez le dossier, ou vérifiez --db.'],
  'database-not-initialised': ["La base n'a pas les tables d'abo.", 'abo db init les crée.'],
  'database-not-empty': ["La base est celle d'autre chose.", 'Nommez-en une autre.'],
  'database-behind': [
    'La base a été faite par un abo plus ancien.',
    "Sauvegardez-la d'abord avec abo db backup, puis lancez abo db migrate.",
  ],
  'database-newer': ['La base a été faite par un abo plus récent.', 'Mettez abo à jour.'],
  'not-a-database': ["Le fichier n'est pas une base SQLite.", 'Vérifiez --db, ou le profil qui la nomme.'],
  'database-damaged': ['La base est abîmée.', 'Restaurez une sauvegarde.'],
  'database-unreadable': [
    "Le fichier d'une base SQLite ne peut pas être ouvert. Sur un serveur, ce qui empêche d'entrer est dit à part : wrong-credentials, missing-rights.",
    'Vérifiez les droits du fichier et de son dossier.',
  ],
  'database-read-only': [
    "La base ne peut pas être écrite. Rien n'a été écrit.",
    "Vérifiez les droits du fichier et de son dossier ; sur un serveur, ceux du compte, et que ce n'est pas une réplique.",
  ],
  'database-full': ["Il n'y a plus de place. Rien n'a été écrit.", 'Faites de la place, puis relancez.'],
  'database-io': [
    "La lecture ou l'écriture de la base a échoué. Rien n'a été écrit.",
    'Vérifiez le disque, puis relancez.',
  ],
  'backup-by-server': [
    "Une base sur un serveur se sauvegarde avec l'outil du serveur : pg_dump, mariadb-dump ou mysqldump.",
    "Lancez la commande que l'erreur donne.",
  ],
  'copy-target-not-empty': [
    "La copie devait aller dans une base qui contient quelque chose, ou l'a contenu : son journal n'est pas vide. Rien n'a été écrit.",
    "Nommez une base vide, ou qui n'existe pas encore.",
  ],
  'copy-onto-itself': ["Une base devait être copiée sur elle-même. Rien n'a été écrit.", 'Nommez-en une autre.'],
  'copy-differs': [
    "La copie a été relue, et n'était pas ce qui avait été écrit : quelque chose change ce qu'on écrit dans la base. La copie a été annulée.",
    "Cherchez-y les déclencheurs d'autrui, puis relancez.",
  ],
  'copy-unfinished': [
    "Une copie s'est arrêtée en chemin. Aucune de ses lignes n'a été écrite ; les tables créées pour elle restent, vides.",
    'Relancez la même commande : une copie se fait dans des tables vides.',
  ],
  'schema-unfinished': [
    "La création ou la mise à jour des tables s'est arrêtée en chemin. MySQL et MariaDB n'annulent pas ces étapes : celles qui étaient faites restent.",
    "Relancez la même commande : elle reprend là où celle-ci s'est arrêtée.",
  ],
  'database-busy': ["Quelqu'un d'autre écrivait trop longtemps. Rien n'a été écrit.", 'Relancez dans un instant.'],
  'database-conflict': [
    "La base a refusé le changement : autre chose y a écrit. Rien n'a été écrit.",
    'Regardez abo db status.',
  ],

  // Les fichiers
  'file-not-found': ["Il n'y a pas de tel fichier.", 'Vérifiez son nom, et le dossier où vous êtes.'],
  'file-exists': ["Le fichier existe, et n'est pas écrasé.", "Nommez-en un autre, ou supprimez-le d'abord."],
  'file-is-folder': [
    'Un dossier a été nommé là où il faut un fichier.',
    'Nommez un fichier dedans ; abo onboard prend un dossier.',
  ],
  'file-unreadable': ['Le fichier ne peut pas être lu.', 'Vérifiez qui peut le lire.'],
  'file-unwritable': [
    "Aucun fichier ne peut être écrit là. Rien n'a été fait.",
    'Vérifiez qui peut y écrire, ou nommez un autre endroit.',
  ],
  'folder-not-found': [
    "Le fichier devait être écrit dans un dossier qui n'existe pas.",
    'Créez le dossier, ou nommez-en un autre.',
  ],
  'not-a-file': ["Ce qui doit être écrit n'est pas un fichier.", "Nommez un fichier, qu'il existe ou non."],
  'file-in-use': ["Le fichier à écrire est l'entrée ou la base.", 'Nommez-en un autre.'],
  'unknown-encoding': ['abo ne lit pas cet encodage.', 'Enregistrez le fichier en UTF-8.'],
  'bad-delimiter': ['Un séparateur est un caractère, ou tab.', 'Par exemple --delimiter « ; ».'],
  'unknown-fill-down': ["Le fichier n'a pas cette colonne à compléter.", "Nommez l'un de ses en-têtes."],
  'output-failed': [
    "La réponse n'a pas pu être écrite en entier.",
    'Faites de la place, ou écrivez ailleurs, puis relancez.',
  ],
  unexpected: ["Une panne qu'abo n'avait pas prévue.", 'Relancez avec -v, et envoyez les détails aux mainteneurs.'],
};
