// Invariants stand beside the profile that brings them in; the other Task profiles obey the same ones. Each text says what
// to change in the resource, since it is all that a vendor sees of it.

Invariant: cow-task-identifier
Description: "Give the Task at least one identifier with both system and value: the parties' copies are matched by it, above all in messages."
Severity: #error
Expression: "identifier.where(system.exists() and value.exists()).exists()"

Invariant: cow-task-reason
Description: "A Task that is rejected, failed, cancelled or on hold says why: add statusReason, as a code or as text."
Severity: #error
Expression: "(status = 'rejected' or status = 'failed' or status = 'cancelled' or status = 'on-hold') implies statusReason.exists()"

Invariant: cow-task-owner
Description: "From accepted on somebody is responsible for the Task: set owner when moving it to accepted, in-progress, on-hold, completed or failed."
Severity: #error
Expression: "(status = 'accepted' or status = 'in-progress' or status = 'on-hold' or status = 'completed' or status = 'failed') implies owner.exists()"

Invariant: cow-task-party
Description: "Give owner and requester a reference or an identifier: a display alone lets nobody see whether the Task is theirs."
Severity: #error
Expression: "(owner | requester).all(reference.exists() or identifier.exists())"

Invariant: cow-task-awaiting
Description: "The business status awaiting-information goes with status received, or with on-hold once work has begun; beside failed or cancelled it tells what was waited for: correct one of the two."
Severity: #error
Expression: "businessStatus.coding.where(system.endsWith('/CodeSystem/cow-business-status') and code = 'awaiting-information').exists() implies (status = 'received' or status = 'on-hold' or status = 'failed' or status = 'cancelled')"

Invariant: cow-task-missing-information
Description: "While information is awaited, statusReason should say what is needed, unless a sub-task or a Communication does."
Severity: #warning
Expression: "businessStatus.coding.where(system.endsWith('/CodeSystem/cow-business-status') and code = 'awaiting-information').exists() implies statusReason.exists()"

Invariant: cow-task-selected
Description: "The business status selected belongs to the candidate that was chosen and has accepted, until work begins; beside on-hold, failed or cancelled it tells how far it had come: correct one of the two."
Severity: #error
Expression: "businessStatus.coding.where(system.endsWith('/CodeSystem/cow-business-status') and code = 'selected').exists() implies (status = 'accepted' or status = 'on-hold' or status = 'failed' or status = 'cancelled')"

Profile: CoordinationTask
Parent: Task
Id: coordination-task
Title: "Coordination Task"
Description: "The Task that Placer and Fulfiller share about a Request. The Placer creates it to ask for fulfilment; from then on its status is how both know where the fulfilment stands, and its outputs are where both find what came of it."
* insert SharedTask
* obeys cow-task-awaiting and cow-task-missing-information and cow-task-selected
* groupIdentifier MS
* groupIdentifier ^comment = "That of the Requests, where they were written together: it finds the Tasks of a group by one search."
* insert Exchanged(businessStatus, SHOULD, fulfiller, placer)
* businessStatus from CowBusinessStatusValueSet (preferred)
* businessStatus ^comment = "How far the work has come, in the words of the domain. Why it stands still is told by statusReason."
// It asks for action; what is only considered is a Request with intent proposal or plan and needs no Task of this profile.
* intent = #order
* intent MS
* code = $task-code#fulfill
* insert OnlyRequests(focus)
// Most orders are for a patient; groups, devices and locations are subjects of ServiceRequest as well.
* for 1..1
* for only Reference(Patient or Group or Device or Location)
* insert Exchanged(for, SHALL, placer, fulfiller)
* requester only Reference(PractitionerRole or Practitioner or Organization or Patient or RelatedPerson or Device)
* insert Obligation(owner, SHALL:populate-if-known, placer)
* insert Obligation(owner, SHALL:handle, fulfiller)
* insert Obligation(restriction.period, SHOULD:handle, fulfiller)
* insert Exchanged(input, SHOULD, placer, fulfiller)
* insert Exchanged(output, SHALL, fulfiller, placer)
// A candidate answers before it is the Fulfiller, and writes itself into owner when it claims.
* insert Obligation(status, SHALL:populate, potential-fulfiller)
* insert Obligation(statusReason, SHALL:populate, potential-fulfiller)
* insert Obligation(owner, SHALL:populate, potential-fulfiller)
// Who is only told has to see that nothing is asked of it.
* insert Obligation(owner, SHALL:handle, observer)
// Who asks on, or drives the steps, points from its own Tasks to the one that the parties share.
* insert Obligation(partOf, SHALL:populate, coordinator)
* insert Obligation(partOf, SHALL:populate, workflow-engine)
* insert Obligation(partOf, SHOULD:populate, fulfiller)
