import type { explanations as en, words as enWords } from '../en/explanations.js';

export const words: typeof enWords = {
  address: 'ADRESSE',
  code: 'CODE',
  column: 'COLONNE',
  command: 'COMMANDE',
  detail: 'DÉTAILS',
  file: 'FICHIER',
  folder: 'DOSSIER',
  host: 'HÔTE',
  name: 'NOM',
  text: 'TEXTE',
  value: 'VALEUR',
  version: 'VERSION',
};

export const explanations: Readonly<Record<keyof typeof en, readonly [means: string, todo: string]>> = {
  // Qui est notifié, et pourquoi
  'not-in-universe': [
    "Le contact n'a pas cet univers, ou, pour une boîte, la société ne l'a pas : rien ne peut les y notifier.",
    "Donnez l'univers au contact avec abo contact set universes=… ; abo why affiche la commande exacte. Les choix faits auparavant dans cet univers sont conservés et reprennent effet.",
  ],
  'no-portal-access': [
    "Le contact n'a pas accès au portail : rien ne peut lui y être affiché. L'e-mail n'est pas concerné.",
    "Donnez-lui accès avec abo contact set access=yes, ou choisissez l'e-mail. Un choix existant pour l'interface est conservé et reprend effet avec l'accès. Un nouveau choix est refusé sans accès.",
  ],
  'explicit-on': [
    "Le contact a choisi d'être notifié.",
    "Pour l'arrêter, utilisez abo subscription set CASE=off. Pour supprimer le choix, utilisez CASE=default.",
  ],
  'explicit-off': [
    "Le contact s'est désabonné. Un désabonnement survit à un changement de rôle : un administrateur désabonné le reste.",
    "Pour l'abonner, utilisez abo subscription set CASE=on. Pour supprimer le choix, utilisez CASE=default.",
  ],
  'admin-default': [
    "Le contact est administrateur et n'a rien choisi : un administrateur est notifié de tout tant qu'il ne se désabonne pas.",
    'Pour le désabonner, utilisez abo subscription set CASE=off.',
  ],
  'not-subscribed': [
    "Le contact est utilisateur et n'a rien choisi : un utilisateur n'est notifié que de ce qu'il choisit.",
    "Pour l'abonner, utilisez abo subscription set CASE=on.",
  ],
  mailbox: [
    'La société a une boîte générique pour cet univers et cette catégorie, et elle est notifiée.',
    "Pour supprimer l'adresse, utilisez abo mailbox clear.",
  ],
  'no-mailbox': [
    "La société n'a pas de boîte générique pour cet univers et cette catégorie.",
    'Pour en renseigner une, utilisez abo mailbox set CATÉGORIE=ADRESSE.',
  ],
  'no-partner': [
    "L'événement va au partenaire qui gère la société. Elle n'en a pas, et n'a elle-même aucun univers de partenaire : l'événement n'atteint personne.",
    'Si la société a un partenaire, indiquez-le avec abo company set partner=CODE.',
  ],
  'not-in-audience': [
    "L'événement va aux contacts d'une autre société, ou dans un autre univers : ce contact n'est pas concerné.",
    "abo simulate ÉVÉNEMENT --company CODE affiche qui l'est ; abo why affiche à qui va l'événement.",
  ],
  'nobody-at-address': [
    "Aucun destinataire de l'événement n'a cette adresse : ni un contact de la société à laquelle il va, ni sa boîte générique.",
    "abo simulate ÉVÉNEMENT --company CODE affiche qui est notifié ; abo address show ADRESSE affiche où l'adresse est utilisée.",
  ],
  'no-result': [
    "L'événement ne va pas dans cet univers : il n'y atteint personne.",
    'abo simulate ÉVÉNEMENT --company CODE affiche dans quel univers il va.',
  ],
  inert: [
    'Aucun événement de cette catégorie ne va dans cet univers : un réglage à cet endroit ne peut notifier personne.',
    'Faites ce réglage dans un univers où va un tel événement. abo audit affiche la commande qui le supprime ici.',
  ],

  // Qui a le droit de faire quoi
  'out-of-scope': [
    "La société n'existe pas, ou le contact ne peut pas la voir : ce n'est ni la sienne, ni une société que la sienne gère dans un univers qu'il a.",
    'Demandez à un contact de cette société ou de son partenaire, ou au support.',
  ],
  'actor-no-access': [
    "Le contact qui agit n'a pas accès au portail et ne peut donc rien voir ni modifier.",
    "Donnez-lui d'abord accès, ou passez par un autre contact.",
  ],
  'not-admin': [
    'Seuls les administrateurs peuvent modifier les boîtes génériques et les abonnements des autres.',
    'Demandez à un administrateur de la société ou de son partenaire.',
  ],
  'staff-only': ['Sociétés, contacts, annulation et base sont réservés au support.', 'Demandez au support.'],

  // Ce que trouve un audit
  'no-recipient': [
    "Un événement peut atteindre cette catégorie dans cet univers de la société, mais personne n'en serait notifié.",
    'Renseignez une boîte générique, ou abonnez un contact.',
  ],
  'no-admin': [
    "La société a des contacts mais aucun administrateur : aucun d'eux ne peut modifier ce que reçoivent les autres.",
    "Faites de l'un d'eux un administrateur avec abo contact set role=admin.",
  ],
  'invalid-address': [
    "Une adresse enregistrée n'est pas une adresse e-mail : aucun message ne peut l'atteindre.",
    'Indiquez la bonne avec abo contact rename ou abo mailbox set.',
  ],
  'shared-across-companies': [
    'Une même adresse reçoit les e-mails de sociétés sans lien de partenariat. Un client voit peut-être ce qui concerne un autre.',
    "Voir abo address show. Si c'est voulu, acceptez le constat dans abo.config.yaml.",
  ],
  'single-recipient': [
    "Une seule personne ou adresse serait notifiée : en son absence, personne ne l'est.",
    'Ajoutez une boîte générique ou une deuxième personne.',
  ],
  'ineffective-subscription': [
    "Un « on » enregistré n'a pas d'effet : son univers n'est pas détenu, le contact n'a pas accès, ou aucun événement de la catégorie n'y va.",
    'Corrigez la cause, ou supprimez le choix. abo audit affiche la commande.',
  ],
  'inert-mailbox': [
    "Une boîte ne peut rien recevoir : son univers n'est pas détenu, ou aucun événement de la catégorie n'y va.",
    'Supprimez-la avec abo mailbox clear.',
  ],
  'mailbox-is-personal': [
    "Une boîte générique est l'adresse d'un contact, et serait encore utilisée après son départ.",
    'Indiquez une adresse partagée, ou acceptez le constat.',
  ],
  'admin-opted-out': [
    'Un administrateur ne reçoit rien du tout.',
    "Demandez-lui. Pour rétablir ce qu'un administrateur reçoit par défaut, utilisez abo subscription set all=default.",
  ],
  'unknown-domain': ["Une adresse est hors des domaines d'abo.config.yaml.", 'Corrigez-la, ou autorisez le domaine.'],
  'suspicious-domain': [
    "Un domaine est à une faute de frappe d'un autre, bien plus fréquent dans la société.",
    "Si c'est une faute de frappe, utilisez abo address replace @FAUX @JUSTE.",
  ],

  // Problèmes d'un fichier ou d'une saisie
  'bad-encoding': [
    'Le fichier contient des octets qui ne sont pas valides dans son encodage.',
    "Indiquez l'encodage avec --encoding, ou enregistrez le fichier en « CSV UTF-8 ».",
  ],
  'bad-quote': [
    "Un guillemet est ouvert et jamais fermé, ou mal placé. La lecture s'est arrêtée là.",
    "Mettez toute la cellule entre guillemets, et doublez chaque guillemet à l'intérieur.",
  ],
  'ragged-row': [
    "Une ligne s'arrête avant une colonne obligatoire, ou continue après la dernière.",
    "Mettez entre guillemets les cellules qui contiennent le séparateur, et vérifiez que la ligne n'est pas tronquée.",
  ],
  'unknown-column': [
    "Un en-tête n'est pas une colonne de ce type de fichier.",
    "Corrigez-le, ou retirez la colonne. Une colonne dont l'en-tête commence par _abo_ est ignorée.",
  ],
  'missing-column': ['Il manque une colonne obligatoire.', 'Ajoutez-la, ou fixez-la avec --company ou --universe.'],
  'duplicate-column': ['Deux en-têtes désignent la même colonne.', "N'en gardez qu'un."],
  'missing-value': [
    "Il manque une valeur à une option, ou une cellule est vide alors qu'elle ne doit pas l'être.",
    "Indiquez-la. Une nouvelle société ou un nouveau contact a besoin d'un nom et d'univers.",
  ],
  'bad-value': ["Une valeur n'est pas valide ici.", 'Voir les valeurs dans le message ou abo COMMANDE --help.'],
  'bad-email': ["Un texte n'est pas une adresse e-mail.", 'Corrigez-le : une adresse ressemble à jean@acme.fr.'],
  'unknown-company': [
    "Aucune société n'a ce code, ou aucune que vous ayez le droit de voir. Les majuscules et les minuscules comptent.",
    'Pour chercher par code ou par nom, utilisez abo find TEXTE. Dans un fichier, la société peut être ajoutée par le même import.',
  ],
  'unknown-contact': [
    "Il n'y a pas de tel contact.",
    'Pour chercher par nom ou par adresse, utilisez abo find TEXTE. Pour en désigner un parmi plusieurs, utilisez CODE/ADRESSE.',
  ],
  'unknown-universe': ["Un texte n'est pas un univers.", 'Univers : client, ambassador, operator ; ou * pour tous.'],
  'unknown-category': [
    "Un texte n'est pas une catégorie.",
    'Catégories : eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile.',
  ],
  'unknown-channel': ["Un texte n'est pas un canal.", 'Canaux : interface, email.'],
  'unknown-event': [
    "Un texte n'est ni un événement ni une catégorie.",
    'Utilisez un événement indiqué par le message, ou une catégorie pour tous ses événements.',
  ],
  'universe-not-held': [
    "L'univers n'est pas détenu par la société ou le contact, ou un contact n'en aurait plus aucun.",
    "Donnez d'abord l'univers, ou indiquez-en un qui est détenu.",
  ],
  'admin-without-access': ['Un administrateur a toujours accès au portail.', 'Donnez-lui accès, ou le rôle user.'],
  'not-a-partner': [
    "Un partenaire doit détenir ambassador ou operator, et ne gère des clients que dans un univers qu'il détient.",
    "Donnez-lui l'univers, ou indiquez un autre partenaire.",
  ],
  'partner-circle': [
    "Une société serait son propre partenaire, directement ou par l'intermédiaire d'autres sociétés.",
    "Supprimez l'un des liens de la boucle.",
  ],
  'duplicate-contact': [
    "Deux contacts d'une société auraient la même adresse ou la même référence.",
    "N'en gardez qu'un. Échanger deux adresses dans un même import est permis.",
  ],
  'probable-duplicate': [
    "Un nouveau code ne diffère d'un code existant que par des zéros de tête ou la casse. C'est ce qu'un tableur fait d'un code comme 00075.",
    "Corrigez le code. Si c'est une autre société, ajoutez --allow-duplicate.",
  ],
  'contradictory-rows': ['Deux lignes donnent deux valeurs à la même case ou au même champ.', "N'en gardez qu'une."],
  'foreign-revision': [
    "abo_revision vient d'une autre base, ou d'une modification qui n'existe pas.",
    "Importez le fichier dans la base d'où il a été exporté, ou ignorez la colonne avec --two-way.",
  ],
  'not-csv': [
    "Le fichier n'est pas un CSV : c'est un classeur, il est vide, il n'a qu'un en-tête, ou ce n'est pas du texte.",
    'Enregistrez-le en « CSV UTF-8 » depuis le tableur.',
  ],

  // Erreurs dont le message dépend du cas
  conflicts: [
    "Une valeur à modifier a été changée entre-temps par une autre modification. Rien n'a été écrit.",
    'Examinez chaque conflit, puis choisissez avec --on-conflict la valeur à garder.',
  ],
  interrupted: [
    "Un signal (Ctrl-C) a arrêté le programme. Rien n'a été écrit, sauf si le message indique qu'une validation était en cours : la modification a alors été écrite en entier, ou pas du tout.",
    "Relancez la commande. Après une validation interrompue, regardez d'abord abo history.",
  ],
  declined: ["Le changement n'a pas été confirmé. Rien n'a été modifié.", 'Pour le faire, relancez la commande.'],
  'over-limits': [
    "Trop de destinataires recevraient moins, ou trop de catégories seraient réduites au silence. Rien n'a été modifié.",
    "Examinez le plan. Pour l'autoriser, ajoutez --max-losses ou --max-silenced comme l'indique le message.",
  ],
  'config-syntax': ["Un fichier de réglages n'est pas du YAML.", 'Corrigez-le à la ligne indiquée par le message.'],
  'config-value': ['Une valeur a le mauvais type.', 'Corrigez-la. schemas/config.schema.json décrit abo.config.yaml.'],
  'config-key': ["Une clé d'un fichier de réglages n'est pas un réglage.", 'Corrigez son orthographe, ou retirez-la.'],
  'file-unreadable': ['Impossible de lire le fichier.', 'Vérifiez le fichier et ses droits.'],
  'not-a-plan': [
    "Le fichier n'est pas un plan enregistré avec --plan-out, ou il est incomplet. Rien n'a été modifié.",
    'Pour enregistrer un plan, ajoutez --plan-out FICHIER à la commande qui le produit.',
  ],
  'bad-plan': ["Le plan enregistré est incohérent : il a été retouché. Rien n'a été modifié.", 'Refaites un plan.'],
  'bad-database-url': ["Une partie de l'URL manque ou est mal écrite.", "Le message dit laquelle et comment l'écrire."],
  'password-unavailable': [
    "Le mot de passe d'un profil n'est pas disponible : sa commande a échoué, a pris plus d'une minute ou n'a rien affiché, ou son fichier manque ou est vide.",
    'Corrigez password_command ou password_file dans config.yaml.',
  ],
  'other-server': [
    "Un autre type de serveur écoute à cette adresse, ou un programme qui n'est pas une base de données.",
    "Vérifiez l'hôte et le port, et si l'URL doit commencer par postgres: ou mysql:.",
  ],
  'server-lacks-database': [
    "Le serveur n'a pas cette base, et abo ne crée pas de base sur un serveur.",
    'Demandez à son administrateur de la créer. Ensuite, abo db init ou abo db copy y crée les tables.',
  ],
  'definer-missing': [
    "Avec MySQL et MariaDB, un déclencheur a les droits du compte qui l'a créé. Une base restaurée sur un serveur sans ce compte garde son journal, mais aucun effacement ne peut y être écrit.",
    'Créez le compte avec ses droits, ou faites une copie avec abo db copy.',
  ],
  'database-read-only': [
    "Il n'est pas possible d'écrire dans la base. Rien n'a été écrit.",
    "Vérifiez les droits du fichier et de son dossier. Sur un serveur, utilisez un compte qui a le droit d'écrire, et pas une réplique.",
  ],
  'backup-by-server': [
    "Une base sur un serveur se sauvegarde avec l'outil du serveur : pg_dump, mariadb-dump ou mysqldump.",
    'Lancez la commande indiquée par le message.',
  ],
  'copy-unfinished': [
    "Une copie s'est arrêtée avant la fin. Aucune ligne n'a été écrite. Les tables déjà créées restent, vides.",
    'Relancez la même commande : une copie peut utiliser des tables vides.',
  ],
  'schema-unfinished': [
    "La création ou la modification des tables s'est arrêtée avant la fin. MySQL et MariaDB ne peuvent pas annuler ces étapes : celles qui sont faites restent.",
    "Relancez la même commande : elle reprend là où celle-ci s'est arrêtée.",
  ],
  unexpected: ["Une erreur qu'abo n'avait pas prévue.", 'Relancez avec -v, et envoyez les détails aux mainteneurs.'],
};
