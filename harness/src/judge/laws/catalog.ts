import type { JudgedLaw } from '../result.js';
import { AGREED_SERVER_LAWS } from './agreed-servers.js';
import { createAnswers, judgeCreateAnswers } from './create-answers.js';
import { EXCHANGE_LAWS } from './exchange.js';
import {
  coordinatorLeaves,
  coordinatorMirrors,
  coordinatorPartOf,
  judgeCoordinatorLeaves,
  judgeCoordinatorMirrors,
  judgeCoordinatorPartOf,
} from './coordinators.js';
import {
  acceptBeforeWork,
  anotherTask,
  judgeAcceptBeforeWork,
  judgeAnotherTask,
  judgeObserverChangesNothing,
  observerChangesNothing,
  PART_LAWS,
} from './parties.js';
import {
  engineForItsParty,
  engineSameStatus,
  engineSubTasks,
  judgeEngineForItsParty,
  judgeEngineSameStatus,
  judgeEngineSubTasks,
} from './engine.js';
import { finalState, judgeFinalState } from './final-state.js';
import { dependenceKept, groupIdentifierShared, judgeDependenceKept, judgeGroupIdentifier } from './grouping.js';
import { historyKept, judgeHistoryKept } from './history-kept.js';
import { MESSAGE_COPY_LAWS } from './message-copies.js';
import { MESSAGE_FORM_LAWS } from './message-form.js';
import { judgeMessageRepeated, messageRepeated } from './message-repeated.js';
import {
  judgeAcknowledged,
  judgeCorrelated,
  judgeMessageFocus,
  judgeOnce,
  judgeSelfContained,
  messageAcknowledged,
  messageCorrelated,
  messageFocus,
  messageOnce,
  messageSelfContained,
} from './messages.js';
import {
  answersAreOutput,
  informationAwaited,
  informationReturned,
  informationStated,
  judgeAnswersAreOutput,
  judgeInformationAwaited,
  judgeInformationReturned,
  judgeInformationStated,
  judgeOthersInputsKept,
  judgeWorkResumed,
  othersInputsKept,
  workResumed,
} from './information.js';
import { givenKept, judgeGivenKept, judgeNothingLost, nothingLost } from './nothing-lost.js';
import {
  judgeNotifiedFocus,
  judgeNotifiedOnce,
  judgeSubscriptionNamed,
  judgeTopic,
  judgeToSubscriber,
  notificationNamesFocus,
  notificationNamesSubscription,
  notificationNamesTopic,
  notificationOnce,
  notificationToSubscriber,
} from './notifications.js';
import { BIDDING_LAWS } from './bidding.js';
import { AUTHORITY_LAWS } from './authority.js';
import { BYSTANDER_LAWS } from './bystanders.js';
import { CANCELLING_LAWS } from './cancelling.js';
import { CLAIMING_LAWS } from './claiming.js';
import { GROUP_LAWS } from './groups.js';
import { MODIFYING_LAWS } from './modifying.js';
import { judgeConformance, profileConformance } from './conformance.js';
import { INTENDED_PERFORMER_LAWS } from './intended-performers.js';
import {
  copyUnchanged,
  judgeChangeAnnounced,
  judgeCopyUnchanged,
  judgeRequestAwaitsOutputs,
  outputChangeAnnounced,
  requestAwaitsOutputs,
} from './output-telling.js';
import {
  judgeOutputBasedOn,
  judgeOutputByReference,
  judgeOutputCorrected,
  judgeOutputIdentified,
  outputBasedOn,
  outputByReference,
  outputCorrected,
  outputIdentified,
} from './outputs.js';
import { LAST_NOTICE_LAWS } from './last-notice.js';
import { RECEIVED_MESSAGE_LAWS } from './received-messages.js';
import { RECOMMENDED_LAWS } from './recommended.js';
import { judgeReferences, referencesResolve } from './references.js';
import { REQUEST_LAWS } from './request-life.js';
import { intentImmutable, judgeIntentImmutable, judgeRequestAuthorOnly, requestAuthorOnly } from './requests.js';
import { STRANGER_LAWS } from './strangers.js';
import { POLLING_LAWS } from './polling.js';
import { judgeStatusReason, statusReasonStated } from './status-reason.js';
import { focusIsTheRequest, judgeFocus, judgePartOf, subTaskPartOf } from './structure.js';
import { TOLD_LAWS } from './told.js';
import { TASK_LAWS } from './task-lifecycle.js';
import { judgeParentTells, parentTellsTheWhole } from './sub-tasks.js';
import {
  judgePermittedActor,
  judgeStatusMachine,
  statusMachine,
  transitionByPermittedActor,
} from './task-transitions.js';
import { judgeConverged, judgeRepeated, notificationRepeated, troubleHarmless } from './trouble.js';
import { judgeVersionIncreases, VERSION_TIME_LAWS, versionIncreases } from './version-increases.js';

/** Every law with its judge, in the order of reports. A new law is one more line here. */
export const LAWS: readonly JudgedLaw[] = [
  { law: createAnswers, judge: judgeCreateAnswers },
  { law: nothingLost, judge: judgeNothingLost },
  { law: givenKept, judge: judgeGivenKept },
  { law: versionIncreases, judge: judgeVersionIncreases },
  ...VERSION_TIME_LAWS,
  { law: historyKept, judge: judgeHistoryKept },
  ...EXCHANGE_LAWS,
  { law: statusMachine, judge: judgeStatusMachine },
  { law: transitionByPermittedActor, judge: judgePermittedActor },
  { law: statusReasonStated, judge: judgeStatusReason },
  ...TASK_LAWS,
  ...INTENDED_PERFORMER_LAWS,
  { law: focusIsTheRequest, judge: judgeFocus },
  { law: subTaskPartOf, judge: judgePartOf },
  { law: intentImmutable, judge: judgeIntentImmutable },
  { law: requestAuthorOnly, judge: judgeRequestAuthorOnly },
  ...REQUEST_LAWS,
  { law: referencesResolve, judge: judgeReferences },
  { law: profileConformance, judge: judgeConformance },
  { law: notificationToSubscriber, judge: judgeToSubscriber },
  { law: notificationNamesTopic, judge: judgeTopic },
  { law: notificationNamesSubscription, judge: judgeSubscriptionNamed },
  { law: notificationNamesFocus, judge: judgeNotifiedFocus },
  { law: notificationOnce, judge: judgeNotifiedOnce },
  { law: notificationRepeated, judge: judgeRepeated },
  { law: troubleHarmless, judge: judgeConverged },
  ...TOLD_LAWS,
  ...LAST_NOTICE_LAWS,
  ...MESSAGE_FORM_LAWS,
  ...MESSAGE_COPY_LAWS,
  ...RECEIVED_MESSAGE_LAWS,
  { law: messageAcknowledged, judge: judgeAcknowledged },
  { law: messageOnce, judge: judgeOnce },
  { law: messageRepeated, judge: judgeMessageRepeated },
  { law: messageSelfContained, judge: judgeSelfContained },
  { law: messageFocus, judge: judgeMessageFocus },
  { law: messageCorrelated, judge: judgeCorrelated },
  { law: informationAwaited, judge: judgeInformationAwaited },
  { law: informationStated, judge: judgeInformationStated },
  { law: informationReturned, judge: judgeInformationReturned },
  { law: workResumed, judge: judgeWorkResumed },
  { law: answersAreOutput, judge: judgeAnswersAreOutput },
  { law: othersInputsKept, judge: judgeOthersInputsKept },
  { law: groupIdentifierShared, judge: judgeGroupIdentifier },
  { law: dependenceKept, judge: judgeDependenceKept },
  { law: parentTellsTheWhole, judge: judgeParentTells },
  { law: engineSameStatus, judge: judgeEngineSameStatus },
  { law: engineForItsParty, judge: judgeEngineForItsParty },
  { law: engineSubTasks, judge: judgeEngineSubTasks },
  { law: outputByReference, judge: judgeOutputByReference },
  { law: outputIdentified, judge: judgeOutputIdentified },
  { law: outputBasedOn, judge: judgeOutputBasedOn },
  { law: outputCorrected, judge: judgeOutputCorrected },
  { law: outputChangeAnnounced, judge: judgeChangeAnnounced },
  { law: requestAwaitsOutputs, judge: judgeRequestAwaitsOutputs },
  { law: copyUnchanged, judge: judgeCopyUnchanged },
  ...CANCELLING_LAWS,
  ...MODIFYING_LAWS,
  ...BIDDING_LAWS,
  ...CLAIMING_LAWS,
  ...GROUP_LAWS,
  ...PART_LAWS,
  { law: acceptBeforeWork, judge: judgeAcceptBeforeWork },
  { law: anotherTask, judge: judgeAnotherTask },
  { law: observerChangesNothing, judge: judgeObserverChangesNothing },
  { law: coordinatorPartOf, judge: judgeCoordinatorPartOf },
  { law: coordinatorMirrors, judge: judgeCoordinatorMirrors },
  { law: coordinatorLeaves, judge: judgeCoordinatorLeaves },
  ...STRANGER_LAWS,
  ...AGREED_SERVER_LAWS,
  ...BYSTANDER_LAWS,
  ...AUTHORITY_LAWS,
  ...POLLING_LAWS,
  { law: finalState, judge: judgeFinalState },
  ...RECOMMENDED_LAWS,
];
