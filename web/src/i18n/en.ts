/** Every text of the pages. `{name}` is filled in. */
export const en = {
  product: 'Journey Orchestrator',
  skip: 'Skip to the content',
  language: 'Language', theme: 'Theme', themeLight: 'Light', themeDark: 'Dark', themeAuto: 'As the system',
  navMain: 'Pages', overview: 'Overview', customers: 'Customers', tasks: 'Tasks', deadLetters: 'Dead letters', journeys: 'Journeys', help: 'Help',
  loading: 'Loading…', retry: 'Try again', more: 'Show more', close: 'Close', cancel: 'Cancel', utc: '{time} UTC', all: 'All',
  live: 'Live', polling: 'Refreshed every few seconds', offline: 'The host does not answer',
  errorUnreachable: 'The host can’t be reached. Is it still running?', errorTitle: 'That did not work', errorField: 'Field', errorFix: 'What to do',
  keyMissing: 'This host asks for an API key', keyUnknown: 'This API key is not known here, or no longer', keyLabel: 'API key', keyUse: 'Use it', keyForget: 'Forget the API key', keyHint: 'Kept in this tab until it is closed, and sent to this host only. “silo keys add” makes keys.',
  unknownPage: 'There is no such page', unknownPageText: 'The address may be misspelt.', toOverview: 'To the overview',

  statCustomers: 'Customers', statActive: 'In memory', statEntries: 'Journal entries', statTimers: 'Timers', statOutbox: 'On their way out',
  statDeadLetters: 'Dead letters', statTopics: 'Topics', statQueue: 'Queue', statActiveHint: 'customers held in memory', statEntriesHint: 'turns on disk',
  statOutboxHint: 'messages and calls', statQueueHint: 'inputs waiting', statTimersHint: 'waiting to fall due', statTopicsHint: 'things that customers share',
  rateTitle: 'Turns a second', rateNow: '{n} a second now', rateMost: 'at most {n}', rateEmpty: 'Nothing happens at the moment. Send a signal, or play the demo.',
  chartLabel: '{name}: {n}, and how it went since this page was opened',
  latest: 'Latest happenings', latestEmpty: 'Nobody is known yet.', latestFirst: 'Help shows how to send the first signal.', openTasks: 'Open tasks', openTasksEmpty: 'No task is open.',
  deadNotice: '{n} messages or calls could not be delivered.', deadNoticeLink: 'Look at them', memory: '{n} KiB in memory',

  findCustomer: 'Find a customer', findHint: 'Beginnings of words of the name, or the whole id', found: '{n} shown', foundMore: '{n} shown, there are more',
  nobodyFound: 'Nobody found for “{text}”.', nobodyYet: 'No customers yet. The first event about a customer creates it.', columnName: 'Name', columnId: 'Id', columnUpdated: 'Last entry', unnamed: 'Without a name',

  mattersNow: 'What matters now', calm: 'Nothing is open.', lastCase: 'Last: {name}, {state} {when}.', lastMessages: 'Last messages', noMessages: 'No message yet.',
  nextDue: 'Next: {what}', dueAt: 'due', overdue: 'overdue', stage: 'Stage: {name}', noStage: 'No stage',
  running: 'Running', waitsForPerson: 'Waits for a person', known: 'Known', scores: 'Scores', consents: 'Consents', noConsents: 'No consent was given or refused.',
  granted: 'allowed', withdrawn: 'not allowed', since: 'since', noTraits: 'Nothing is known.',
  timeTitle: 'Time', timeLabel: 'Entry {n} of {total}', timeNow: 'Now', timeAt: 'As known at', timeBack: 'One entry back', timeForth: 'One entry forth', pastNotice: 'You see what was known then. Acting is possible only now.',
  casesRunning: 'Running cases', casesPast: 'Ended cases', noCases: 'No cases.', caseKey: 'Key', caseStarted: 'Started', caseEnded: 'Ended', version: 'version {n}',
  goalReached: 'reached', goalMissed: 'missed', goal: 'Goal', drawing: 'Stages of {name}', noDrawing: 'Nothing has begun yet.', nextTimers: 'Next timers', legend: 'Choose a part to read why.',
  incidents: 'Incidents', incidentRetry: 'Try again', incidentSkip: 'Skip', incidentDialogRetry: 'Try “{item}” again', incidentDialogSkip: 'Skip “{item}”', incidentWhat: 'Failed: {item}',
  who: 'Who are you?', why: 'Why?', whoHint: 'Kept on this device; written into the journal.', required: 'Please fill this in.', confirm: 'Confirm',

  state_available: 'next', state_enabled: 'can start', state_disabled: 'left out', state_active: 'running', state_waiting: 'waiting', state_suspended: 'interrupted', state_failed: 'failed',
  state_completed: 'done', state_terminated: 'ended early', state_closed: 'closed', state_milestoneOpen: 'not reached', state_milestoneDone: 'reached', state_milestoneMissed: 'not reached any more',
  case_active: 'running', case_suspended: 'paused', case_completed: 'completed', case_terminated: 'ended', case_failed: 'failed', case_closed: 'closed',

  caseRoles: 'People in this case', roleCustomer: 'customer', roleStaff: 'staff', plannable: 'Can be added', plan: 'Add', planned: '“{name}” is added to the case.', planRoles: 'for {roles}', caseFile: 'Case file', fileDiscarded: 'discarded', outputs: 'What came of it',
  a_start: 'Start', a_suspend: 'Pause', a_resume: 'Go on', a_skip: 'Skip', a_repeat: 'Repeat', a_disable: 'Leave out', a_reenable: 'Take back in', actDone: '{what}: “{name}” is done.',
  priority: 'priority {n}', escalated: 'escalated ({n})', signedBy: 'signed by {who}, somebody else has to sign',
  p_plan: '{who} adds: {name}', p_repeat: '{who} repeats: {name}', p_move: '{who} moves the case to: {name}', p_skip: '{who} skips: {name}', p_start: '{who} starts: {name}', p_enable: '{who} readies: {name}', p_disable: '{who} leaves out: {name}', p_reenable: '{who} takes back in: {name}', p_suspend: '{who} pauses: {name}', p_resume: '{who} lets go on: {name}', p_terminate: '{who} ends: {name}',
  l_taskUpdated: 'The task changed, now for {role}: {title}', l_escalated: 'Nobody did the task in time (step {step})', l_escalatedRole: 'now for {role}', l_escalatedWho: 'now with {who}', l_escalatedPriority: 'priority {n}', l_signed: '{who} signs the task: {outcome}. Somebody else has to sign too', l_signedLast: '{who} signs the task: {outcome}. That is enough',
  l_roleAssigned: '{who} is now {role} in the case', l_roleWithdrawn: '{who} is no longer {role} in the case', l_roleHeld: 'Is now {role} in a case of customer {customer}', l_roleNotHeld: 'Is no longer {role} in a case of customer {customer}', l_relayed: '{type} also goes to the case of customer {customer}', l_caseCalled: 'Opens another case: {journey}', l_state: '{name} is now: {state}', l_output: 'Result: {name} is {value}', l_partsMigrated: '{n} parts go on as the new version has them',
  l_fileCreate: 'Case file: {item} came in', l_fileUpdate: 'Case file: {item} changed', l_fileReplace: 'Case file: {item} was replaced', l_fileDelete: 'Case file: {item} was discarded', l_fileAdd: 'Case file: {item} got a part more', l_fileRemove: 'Case file: {item} lost a part',
  c_casePlan: 'add something to the case', c_caseStart: 'start a case', c_caseMove: 'move the case', c_caseMigrate: 'another version for the case', c_caseSuspend: 'pause the case', c_caseReactivate: 'let the case go on', c_caseTerminate: 'cancel the case', c_caseClose: 'close the case', c_itemStart: 'start a part', c_itemComplete: 'complete a part', c_itemDisable: 'leave a part out', c_itemReenable: 'take a part back in', c_itemTerminate: 'end a part', c_itemSuspend: 'pause a part', c_itemResume: 'let a part go on', c_itemRetry: 'try a part again', c_itemSkip: 'skip a part', c_itemRepeat: 'repeat a part', c_roleAssign: 'give somebody a role', c_roleWithdraw: 'take a role back', c_fileWrite: 'write the case file', c_fileDiscard: 'discard something of the case file',
  x_migrated: 'Goes on under a new version', x_escalated: 'Nobody did it in time', x_signed: 'Signed', x_updated: 'Task changed', x_called: 'Opened another case', x_state: 'Came into another state',

  timeline: 'What happened, and why', filter: 'Show', f_all: 'All', f_messages: 'Messages', f_signals: 'Signals', f_steps: 'Steps', f_people: 'People', f_trouble: 'Trouble',
  timelineEmpty: 'Nothing of this kind.', timelinePart: 'The last {n} entries are shown.', whyButton: 'Why?', entry: 'entry {n}', received: 'Received', alsoFacts: 'inner steps: {n}',
  h_updated: 'Data of the customer changed', h_consent: 'Consent changed', h_timer: 'A time that was set has come', h_effect: 'An effect ended outside', h_topic: 'News: {type}', h_event: 'Signal: {type}', h_command: 'Asked: {type}', h_internal: 'From another customer: {type}', h_task: 'Task: {type}',
  l_message: 'Message by {channel}', l_suppressed: 'Message “{template}” not sent: {reason}', l_webhook: 'Calls another system', l_end_sent: 'Message sent', l_end_withheld: 'Message withheld: {detail}', l_end_superseded: 'Message overtaken by a newer one', l_end_dead: 'Could not be delivered: {detail}', l_end_other: 'Effect: {end}',
  l_offered: 'Task for {role}: {title}', l_claimed: '{who} takes the task', l_released: 'The task is free again', l_done: 'Task done: {outcome}', l_caseStarted: 'Case began: {journey}', l_caseMigrated: 'Case goes on with version {to} instead of {from}', l_case: 'Case: {state}',
  l_milestone: 'Milestone: {name}', l_stageStart: 'Begins: {name}', l_stageEnd: 'Over: {name}', l_stagePause: 'Interrupted: {name}', l_stageResume: 'Goes on: {name}', l_incident: 'Failed: {message}', l_incidentResolved: 'Incident {how}', l_consentOn: 'Allows {purpose} by {channel}', l_consentOff: 'Refuses {purpose} by {channel}',
  l_trait: '{name} is {value}', l_traitGone: '{name} removed', l_score: '{name}: {score}, {reason}', l_decision: 'Decided: {result}', l_goal: 'Goal judged: {goal}', l_follow: 'Follows {topic}', l_signalled: 'Tells customer {customer}: {type}', l_timer: 'Waits until {due}',

  r_input: 'because of this signal', r_structure: 'because it was its turn in the journey', r_edge: 'because the way “{ref}” was taken', r_sentry: 'because its condition “{ref}” held', r_condition: 'by the rule of “{ref}”',
  r_timer: 'because the time had come', r_person: 'because {by} asked for it', r_personReason: 'because {by} asked for it: “{reason}”', r_cascade: 'because what it belongs to ended or paused', r_interrupt: 'because “{ref}” interrupted it or gave it back',
  r_policy: 'by the journey’s rule for starting', r_consent: 'by the customer’s consent: {ref}', r_fault: 'because it failed', readValues: 'It read',
  b_consent: 'allowed by consent of {since}', b_contract: 'needed for the contract', b_legalObligation: 'required by law', b_legitimateInterest: 'legitimate interest, no objection', b_vitalInterest: 'vital interest of the person',
  why_noConsent: 'no consent', why_objection: 'the customer objected', why_tooLate: 'too late to be of use', why_noAddress: 'no address',
  explainTitle: 'Why “{name}” stands as it does', explainNone: 'It waits. Nothing has happened to it so far.', explainInside: 'Running inside', rowHit: 'Row {row} hit{note}', rowMissed: 'Row {row} did not: {input} is not {cell}', x_decided: 'Decided', x_created: 'Planned', x_start: 'Began', x_complete: 'Done', x_occur: 'Reached', x_terminate: 'Ended early', x_suspend: 'Interrupted', x_resume: 'Went on', x_fault: 'Failed', x_enable: 'Can start', x_disable: 'Left out',

  me: 'Your name', meHint: 'Used when you claim and complete. Kept on this device.', meMissing: 'Say who you are first.', role: 'Role', allRoles: 'All roles', status: 'Status', status_open: 'open', status_claimed: 'claimed', status_done: 'done',
  claim: 'Claim', release: 'Release', complete: 'Complete', claimedBy: 'with {who}', mine: 'with you', noTasks: 'No such task.', outcome: 'Outcome', note: 'Note (optional)', completeTitle: 'Complete the task', done_claim: 'You have the task now.', done_release: 'The task is free again.', done_complete: 'The task is done.', forCustomer: 'Customer', actions: 'Actions',

  deadEmpty: 'Everything could be delivered.', deadIntro: 'Messages and calls that no try could deliver. Requeued, they are tried again under the same key, so that nobody hears twice.', kind: 'Kind', attempts: 'Tries', error: 'Error', requeue: 'Requeue', requeued: '{id} is queued again.', kind_message: 'message', kind_webhook: 'call of another system', kind_internal: 'signal to a customer',
  feeds: 'Feeds', feedsIntro: 'Other systems that are listened to, and how old what they last said is.', feed: 'Feed', feedState: 'State', freshness: 'Age', freshnessOf: '{n} s', feedChanged: 'Last news', feedTold: 'Told', feedCounts: '{n} told, {unmatched} not matched, {rejected} rejected', feed_fresh: 'fresh', feed_stale: 'too old', feed_failing: 'failing', feed_waiting: 'nothing yet',
  subscriptions: 'Subscriptions', subscriptionsIntro: 'Systems that are told of changes by signed webhooks. Whoever is paused or fails loses nothing: it goes on where it stopped.', subscriptionsEmpty: 'Nobody has subscribed to changes. POST /v1/subscriptions does.', receiver: 'Receiver', subscriptionState: 'State', lag: 'Behind', lagOf: '{n} entries, {seconds} s', lastSuccess: 'Last success', allTypes: 'all changes', subscription_active: 'active', subscription_failing: 'failing', subscription_paused: 'paused', pause: 'Pause', resume: 'Resume', told_pause: '{url} is told nothing until it is resumed.', told_resume: '{url} is told everything from where it stopped.',

  journeysIntro: 'Journeys are drawn by designers; a published version never changes, and cases end under the version they began with.', published: 'published', draft: 'draft', definition: 'definition of {id}, version {n}', publish: 'Publish the draft', checkFile: 'Save a definition as a draft, and see what is wrong with it', checkButton: 'Choose a file', saved: '{id} version {n} is saved.', publishedNow: '{id} version {n} is published.', noDiagnostics: 'No remarks.', diagnostics: 'Remarks', journeysEmpty: 'No journeys.', d_error: 'error', d_warning: 'warning', d_info: 'remark', d_information: 'remark', d_hint: 'remark', publishedClean: 'Published, so free of errors', fileNotRead: 'The file can’t be read.',

  api: 'All calls', apiIntro: 'Everything this host answers to, from its own OpenAPI document. Each call comes as a command to paste.', apiSearch: 'Find a call', apiFound: 'Calls: {count}', apiNone: 'No call has these words.', apiScope: 'Scope of the API key: {scope}', apiOpen: 'Needs no API key', apiParameters: 'Parameters', apiBody: 'Body', apiAnswers: 'Answers', apiRequired: 'required',
  helpIntro: 'Three commands, to be pasted into a terminal. Each answers as soon as it is on disk.', help1: 'Send the first signal: Ada becomes a customer', help2: 'Let her agree to messages', help3: 'Ask for care, and see a task arrive', helpThen: 'Then look at', helpCopy: 'Copy', helpCopied: 'Copied', helpDemo: 'Play the demo', helpDemoText: 'A sample of real trains and 300 generated travellers, played in front of you in a few minutes. Stop this host first, and name another folder with --data to keep its data:', helpKeys: 'Keys', helpKeySearch: 'find a customer, from anywhere', helpKeyTab: 'from one control to the next', helpKeyArrows: 'on the time slider: one entry back or forth', helpWords: 'Words', helpApi: 'All calls', helpEmpty: 'in this directory',
  word_signal: 'Signal', word_signalText: 'something that happened, sent as a CloudEvent', word_case: 'Case', word_caseText: 'one run of a journey for one customer', word_milestone: 'Milestone', word_milestoneText: 'a result worth a name; a diamond in the drawing', word_entry: 'Entry', word_entryText: 'one signal, timer or command, and all that it changed', word_incident: 'Incident', word_incidentText: 'a part of a case that failed and waits for a person',
};

export type Texts = { [name in keyof typeof en]: string };
export type TextName = keyof Texts;
