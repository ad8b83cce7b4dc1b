import type { Texts } from './en';

export const fr: Texts = {
  product: 'Journey Orchestrator',
  skip: 'Aller au contenu',
  language: 'Langue', theme: 'Thème', themeLight: 'Clair', themeDark: 'Sombre', themeAuto: 'Comme le système',
  navMain: 'Pages', overview: 'Aperçu', customers: 'Clients', tasks: 'Tâches', deadLetters: 'Non distribués', journeys: 'Parcours', help: 'Aide',
  loading: 'Chargement…', retry: 'Réessayer', more: 'Afficher plus', close: 'Fermer', cancel: 'Annuler', utc: '{time} UTC', all: 'Tous',
  live: 'En direct', polling: 'Actualisé toutes les quelques secondes', offline: 'Le serveur ne répond pas',
  errorUnreachable: 'Le serveur est injoignable. Est-il toujours en marche ?', errorTitle: 'Cela n’a pas fonctionné', errorField: 'Champ', errorFix: 'Que faire',
  keyMissing: 'Ce serveur demande une clé d’API', keyUnknown: 'Cette clé d’API n’est pas connue ici, ou ne l’est plus', keyLabel: 'Clé d’API', keyUse: 'L’utiliser', keyForget: 'Oublier la clé d’API', keyHint: 'Gardée dans cet onglet jusqu’à sa fermeture, et envoyée à ce serveur seulement. « silo keys add » fabrique des clés.',
  unknownPage: 'Cette page n’existe pas', unknownPageText: 'L’adresse est peut-être mal écrite.', toOverview: 'Vers l’aperçu',

  statCustomers: 'Clients', statActive: 'En mémoire', statEntries: 'Entrées du journal', statTimers: 'Minuteries', statOutbox: 'À envoyer',
  statDeadLetters: 'Non distribués', statTopics: 'Sujets', statQueue: 'File', statActiveHint: 'clients tenus en mémoire', statEntriesHint: 'tours sur disque',
  statOutboxHint: 'messages et appels', statQueueHint: 'entrées en attente', statTimersHint: 'en attente d’échéance', statTopicsHint: 'choses partagées par des clients',
  rateTitle: 'Tours par seconde', rateNow: '{n} par seconde en ce moment', rateMost: 'au plus {n}', rateEmpty: 'Rien ne se passe pour le moment. Envoyez un signal ou lancez la démo.',
  chartLabel: '{name} : {n}, et son évolution depuis l’ouverture de cette page',
  latest: 'Derniers événements', latestEmpty: 'Personne n’est encore connu.', latestFirst: 'L’aide montre comment envoyer le premier signal.', openTasks: 'Tâches ouvertes', openTasksEmpty: 'Aucune tâche ouverte.',
  deadNotice: '{n} messages ou appels n’ont pas pu être distribués.', deadNoticeLink: 'Les voir', memory: '{n} Kio en mémoire',

  findCustomer: 'Trouver un client', findHint: 'Débuts de mots du nom, ou l’identifiant entier', found: '{n} affichés', foundMore: '{n} affichés, il y en a d’autres',
  nobodyFound: 'Personne pour « {text} ».', nobodyYet: 'Aucun client. Le premier événement sur un client le crée.', columnName: 'Nom', columnId: 'Identifiant', columnUpdated: 'Dernière entrée', unnamed: 'Sans nom',

  mattersNow: 'Ce qui compte maintenant', calm: 'Rien n’est en cours.', lastCase: 'Dernier : {name}, {state} {when}.', lastMessages: 'Derniers messages', noMessages: 'Aucun message.',
  nextDue: 'Ensuite : {what}', dueAt: 'échéance', overdue: 'en retard', stage: 'Étape : {name}', noStage: 'Aucune étape',
  running: 'En cours', waitsForPerson: 'Attend une personne', known: 'Connu', scores: 'Scores', consents: 'Consentements', noConsents: 'Aucun consentement donné ni refusé.',
  granted: 'autorisé', withdrawn: 'non autorisé', since: 'depuis', noTraits: 'Rien n’est connu.',
  timeTitle: 'Temps', timeLabel: 'Entrée {n} sur {total}', timeNow: 'Maintenant', timeAt: 'Tel que connu le', timeBack: 'Une entrée en arrière', timeForth: 'Une entrée en avant', pastNotice: 'Vous voyez ce qui était connu alors. On ne peut agir que maintenant.',
  casesRunning: 'Dossiers en cours', casesPast: 'Dossiers terminés', noCases: 'Aucun dossier.', caseKey: 'Clé', caseStarted: 'Début', caseEnded: 'Fin', version: 'version {n}',
  goalReached: 'atteint', goalMissed: 'manqué', goal: 'Objectif', drawing: 'Étapes de {name}', noDrawing: 'Rien n’a encore commencé.', nextTimers: 'Prochaines échéances', legend: 'Choisissez un élément pour lire pourquoi.',
  incidents: 'Incidents', incidentRetry: 'Réessayer', incidentSkip: 'Passer', incidentDialogRetry: 'Réessayer « {item} »', incidentDialogSkip: 'Passer « {item} »', incidentWhat: 'Échec : {item}',
  who: 'Qui êtes-vous ?', why: 'Pourquoi ?', whoHint: 'Conservé sur cet appareil ; inscrit au journal.', required: 'Veuillez remplir ce champ.', confirm: 'Confirmer',

  state_available: 'à venir', state_enabled: 'peut commencer', state_disabled: 'laissé de côté', state_active: 'en cours', state_waiting: 'en attente', state_suspended: 'interrompu', state_failed: 'en échec',
  state_completed: 'fait', state_terminated: 'écourté', state_closed: 'clos', state_milestoneOpen: 'pas encore atteint', state_milestoneDone: 'atteint', state_milestoneMissed: 'plus atteignable',
  case_active: 'en cours', case_suspended: 'en pause', case_completed: 'terminé', case_terminated: 'arrêté', case_failed: 'en échec', case_closed: 'clos',

  timeline: 'Ce qui s’est passé, et pourquoi', filter: 'Afficher', f_all: 'Tout', f_messages: 'Messages', f_signals: 'Signaux', f_steps: 'Étapes', f_people: 'Personnes', f_trouble: 'Problèmes',
  timelineEmpty: 'Rien de ce genre.', timelinePart: 'Les {n} dernières entrées sont affichées.', whyButton: 'Pourquoi ?', entry: 'entrée {n}', received: 'Reçu', alsoFacts: 'pas internes : {n}',
  h_updated: 'Les données du client ont changé', h_consent: 'Un consentement a changé', h_timer: 'Un moment prévu est arrivé', h_effect: 'Un effet s’est terminé au dehors', h_topic: 'Nouvelle : {type}', h_event: 'Signal : {type}', h_command: 'Demandé : {type}', h_internal: 'D’un autre client : {type}', h_task: 'Tâche : {type}',
  l_message: 'Message par {channel}', l_suppressed: 'Message « {template} » non envoyé : {reason}', l_webhook: 'Appelle un autre système', l_end_sent: 'Message envoyé', l_end_withheld: 'Message retenu : {detail}', l_end_superseded: 'Message remplacé par un plus récent', l_end_dead: 'N’a pas pu être distribué : {detail}', l_end_other: 'Effet : {end}',
  l_offered: 'Tâche pour {role} : {title}', l_claimed: '{who} prend la tâche', l_released: 'La tâche est de nouveau libre', l_done: 'Tâche faite : {outcome}', l_caseStarted: 'Dossier ouvert : {journey}', l_case: 'Dossier : {state}',
  l_milestone: 'Jalon : {name}', l_stageStart: 'Commence : {name}', l_stageEnd: 'Terminé : {name}', l_stagePause: 'Interrompu : {name}', l_stageResume: 'Reprend : {name}', l_incident: 'Échec : {message}', l_incidentResolved: 'Incident {how}', l_consentOn: 'Autorise {purpose} par {channel}', l_consentOff: 'Refuse {purpose} par {channel}',
  l_trait: '{name} vaut {value}', l_traitGone: '{name} supprimé', l_score: '{name} : {score}, {reason}', l_decision: 'Décidé : {result}', l_goal: 'Objectif évalué : {goal}', l_follow: 'Suit {topic}', l_signalled: 'Prévient le client {customer} : {type}', l_timer: 'Attend jusqu’au {due}',

  r_input: 'à cause de ce signal', r_structure: 'parce que c’était son tour dans le parcours', r_edge: 'parce que la voie « {ref} » a été prise', r_sentry: 'parce que sa condition « {ref} » était remplie', r_condition: 'selon la règle de « {ref} »',
  r_timer: 'parce que le moment était venu', r_person: 'parce que {by} l’a demandé', r_personReason: 'parce que {by} l’a demandé : « {reason} »', r_cascade: 'parce que ce qui le contient s’est terminé ou arrêté', r_interrupt: 'parce que « {ref} » l’a interrompu ou rendu',
  r_policy: 'selon la règle de démarrage du parcours', r_consent: 'selon le consentement du client : {ref}', r_fault: 'parce qu’il a échoué', readValues: 'Valeurs lues',
  b_consent: 'autorisé par le consentement du {since}', b_contract: 'nécessaire au contrat', b_legalObligation: 'exigé par la loi', b_legitimateInterest: 'intérêt légitime, sans opposition', b_vitalInterest: 'intérêt vital de la personne',
  why_noConsent: 'pas de consentement', why_objection: 'le client s’y est opposé', why_tooLate: 'trop tard pour être utile', why_noAddress: 'pas d’adresse',
  explainTitle: 'Pourquoi « {name} » en est là', explainNone: 'En attente. Rien ne s’est encore passé.', explainInside: 'En cours à l’intérieur', rowHit: 'La ligne {row} s’applique{note}', rowMissed: 'La ligne {row} non : {input} n’est pas {cell}', x_decided: 'Décidé', x_created: 'Prévu', x_start: 'Commencé', x_complete: 'Fait', x_occur: 'Atteint', x_terminate: 'Écourté', x_suspend: 'Interrompu', x_resume: 'Repris', x_fault: 'Échec', x_enable: 'Peut commencer', x_disable: 'Laissé de côté',

  me: 'Votre nom', meHint: 'Utilisé pour prendre et terminer une tâche. Conservé sur cet appareil.', meMissing: 'Dites d’abord qui vous êtes.', role: 'Rôle', allRoles: 'Tous les rôles', status: 'État', status_open: 'ouverte', status_claimed: 'prise', status_done: 'faite',
  claim: 'Prendre', release: 'Libérer', complete: 'Terminer', claimedBy: 'chez {who}', mine: 'chez vous', noTasks: 'Aucune tâche de ce genre.', outcome: 'Résultat', note: 'Note (facultative)', completeTitle: 'Terminer la tâche', done_claim: 'Vous avez la tâche.', done_release: 'La tâche est de nouveau libre.', done_complete: 'La tâche est faite.', forCustomer: 'Client', actions: 'Actions',

  deadEmpty: 'Tout a pu être distribué.', deadIntro: 'Messages et appels qu’aucun essai n’a pu distribuer. Remis en file, ils sont réessayés sous la même clé : personne n’est prévenu deux fois.', kind: 'Genre', attempts: 'Essais', error: 'Erreur', requeue: 'Remettre en file', requeued: '{id} est de nouveau en file.', kind_message: 'message', kind_webhook: 'appel d’un autre système', kind_internal: 'signal à un client',
  feeds: 'Flux', feedsIntro: 'Les autres systèmes écoutés, et l’âge de leurs dernières nouvelles.', feed: 'Flux', feedState: 'État', freshness: 'Âge', freshnessOf: '{n} s', feedChanged: 'Dernière nouvelle', feedTold: 'Transmis', feedCounts: '{n} transmis, {unmatched} sans correspondance, {rejected} refusés', feed_fresh: 'à jour', feed_stale: 'trop ancien', feed_failing: 'en échec', feed_waiting: 'rien encore',
  subscriptions: 'Abonnements', subscriptionsIntro: 'Systèmes prévenus des changements par webhooks signés. Qui est en pause ou en échec ne perd rien : la suite reprend là où elle s’est arrêtée.', subscriptionsEmpty: 'Personne n’est abonné aux changements. POST /v1/subscriptions le fait.', receiver: 'Destinataire', subscriptionState: 'État', lag: 'Retard', lagOf: '{n} entrées, {seconds} s', lastSuccess: 'Dernier succès', allTypes: 'tous les changements', subscription_active: 'actif', subscription_failing: 'en échec', subscription_paused: 'en pause', pause: 'Mettre en pause', resume: 'Reprendre', told_pause: '{url} n’est plus prévenu avant la reprise.', told_resume: '{url} est prévenu de tout depuis l’arrêt.',

  journeysIntro: 'Les parcours sont dessinés par des concepteurs ; une version publiée ne change jamais, et chaque dossier se termine sous la version de ses débuts.', published: 'publiée', draft: 'brouillon', definition: 'définition de {id}, version {n}', publish: 'Publier le brouillon', checkFile: 'Enregistrer une définition comme brouillon et voir ce qui ne va pas', checkButton: 'Choisir un fichier', saved: '{id} version {n} est enregistrée.', publishedNow: '{id} version {n} est publiée.', noDiagnostics: 'Aucune remarque.', diagnostics: 'Remarques', journeysEmpty: 'Aucun parcours.', d_error: 'erreur', d_warning: 'avertissement', d_info: 'remarque', d_information: 'remarque', d_hint: 'remarque', publishedClean: 'Publiée, donc sans erreur', fileNotRead: 'Le fichier est illisible.',

  api: 'Tous les appels', apiIntro: 'Tout ce à quoi ce serveur répond, d’après son propre document OpenAPI. Chaque appel se colle comme une commande.', apiSearch: 'Trouver un appel', apiFound: 'Appels : {count}', apiNone: 'Aucun appel ne contient ces mots.', apiScope: 'Portée de la clé d’API : {scope}', apiOpen: 'Sans clé d’API', apiParameters: 'Paramètres', apiBody: 'Corps', apiAnswers: 'Réponses', apiRequired: 'obligatoire',
  helpIntro: 'Trois commandes à coller dans un terminal. Chacune répond dès que c’est sur disque.', help1: 'Envoyer le premier signal : Ada devient cliente', help2: 'La laisser accepter des messages', help3: 'Demander de l’aide et voir arriver une tâche', helpThen: 'Puis regardez', helpCopy: 'Copier', helpCopied: 'Copié', helpDemo: 'Lancer la démo', helpDemoText: 'Un échantillon de trains réels et 300 voyageurs générés, joués devant vous en quelques minutes. Arrêtez d’abord ce serveur, et choisissez avec --data un autre dossier pour garder ses données :', helpKeys: 'Touches', helpKeySearch: 'trouver un client, de partout', helpKeyTab: 'd’un élément au suivant', helpKeyArrows: 'sur le curseur du temps : une entrée en arrière ou en avant', helpWords: 'Mots', helpApi: 'Tous les appels', helpEmpty: 'dans ce dossier',
  word_signal: 'Signal', word_signalText: 'quelque chose qui s’est passé, envoyé comme CloudEvent', word_case: 'Dossier', word_caseText: 'un parcours suivi par un client', word_milestone: 'Jalon', word_milestoneText: 'un résultat qui mérite un nom ; un losange dans le dessin', word_entry: 'Entrée', word_entryText: 'un signal, une échéance ou une demande, et tout ce que cela a changé', word_incident: 'Incident', word_incidentText: 'une partie d’un dossier qui a échoué et attend une personne',
};
