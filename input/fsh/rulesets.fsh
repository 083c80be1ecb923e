// Patterns that several artifacts share. A RuleSet used by one file only stands in that file.

// The guide is a draft to be tried out, and its definitions are meant for real use (sushi-config.yaml says draft).
RuleSet: Definition
* ^experimental = false

// What an actor must be able to do with an element.
// {path}: element of the profile; {code}: obligation code, e.g. SHALL:populate; {actor}: id of an ActorDefinition.
RuleSet: Obligation(path, code, actor)
* {path} ^extension[$obligation][+].extension[code].valueCode = #{code}
* {path} ^extension[$obligation][=].extension[actor].valueCanonical = Canonical({actor})

// The usual pair: one actor fills the element, the other one must cope with whatever stands there.
// {from}: the actor that populates it; {strength}: SHALL or SHOULD; {to}: the actor that handles it.
RuleSet: Exchanged(path, strength, from, to)
* {path} MS
* insert Obligation({path}, {strength}:populate, {from})
* insert Obligation({path}, SHALL:handle, {to})

// What both parties must be able to do with an element, where each may be the one that writes and the one that reads.
RuleSet: Both(path, code)
* insert Obligation({path}, {code}, placer)
* insert Obligation({path}, {code}, fulfiller)

// An extension that both parties may ignore, but must pass on.
RuleSet: PassedOn(path)
* insert Obligation({path}, SHALL:persist, placer)
* insert Obligation({path}, SHALL:persist, fulfiller)

// The Request resources that a Task of this guide may be about: those of R4 that authorize care for somebody.
// Task, Claim, Contract and the eligibility and enrolment requests follow the pattern too, but authorize no care.
RuleSet: OnlyRequests(path)
* {path} only Reference(ServiceRequest or MedicationRequest or DeviceRequest or NutritionOrder or VisionPrescription or SupplyRequest or CommunicationRequest or CarePlan or RequestGroup)

// What the workflow asks of any Request, whatever it orders. The profile's own file adds what is named differently by type.
RuleSet: WorkflowRequest
* insert Definition
* obeys cow-request-identifier and cow-request-party
* identifier 1..*
* insert Exchanged(identifier, SHALL, placer, fulfiller)
* insert Exchanged(basedOn, SHALL, placer, fulfiller)
* insert Obligation(basedOn, SHALL:populate-if-known, fulfiller)
* basedOn ^comment = "The proposal, plan or order that led to this one: what a filler order, a reflex order or an order after a proposal came from."
* insert Exchanged(status, SHALL, placer, fulfiller)
* status ^comment = "Whether the authorization is in force. How far the work has come is told by the Task."
* insert Exchanged(intent, SHALL, placer, fulfiller)
* intent ^comment = "It never changes. To act on a proposal or a plan, write another Request."
* priority MS
* priority ^comment = "How urgent the care is. The Task about it has the same, unless what the Task asks for is more or less urgent."
* insert Exchanged(subject, SHALL, placer, fulfiller)
* authoredOn 1..1
* authoredOn MS
* authoredOn ^comment = "When the care was authorized, or proposed; when it was asked for stands in the Task."
* requester 1..1
* insert Exchanged(requester, SHALL, placer, fulfiller)
* performerType MS
* performerType ^comment = "The kind of performer that the author would like. It asks nobody for anything: who is asked stands in Task.owner."
* reasonCode MS
* reasonCode ^comment = "Why the care was authorized. Why the order has its status stands in the status reason."
* reasonReference MS

// A business identifier: messages correlate by it, and it stays the same wherever a copy of the resource lives.
RuleSet: BusinessId(system, value)
* identifier.system = {system}
* identifier.value = "{value}"

// A reference to an organization that also works where the literal reference cannot be followed (messaging).
RuleSet: OrganizationRef(path, id, display)
* {path} = Reference({id})
* {path}.identifier.system = $registry-organizations
* {path}.identifier.value = "{id}"
* {path}.display = "{display}"

// What all Requirements resources have in common: one a theme, its id is the theme.
RuleSet: Theme(title)
* title = "{title}"
* status = #draft
* actor[+] = Canonical(placer)
* actor[+] = Canonical(fulfiller)

// A normative statement. {key} is cited by flows, findings and pages, so it never changes its meaning; {strength}: SHALL,
// SHOULD, MAY; {actor}: whom it binds; {page}: where it is explained. The page is the statement's `reference`, the element
// for what a statement comes from; `satisfiedBy` would say the page fulfils it, and `source` takes no pages.
RuleSet: Statement(key, label, strength, actor, page, text)
* statement[+].key = "{key}"
* statement[=].label = "{label}"
* statement[=].conformance = #{strength}
* statement[=].requirement = "{text}"
* statement[=].reference = "{page}"
* insert Binds({actor})

// A further actor that the statement above binds.
RuleSet: Binds(actor)
* statement[=].extension[StatementActor][+].valueCanonical = Canonical({actor})

// Why no run can show whether the statement above is kept.
RuleSet: NotTested(reason)
* statement[=].extension[Untestable].valueString = "{reason}"

// What both topics of Tasks have in common. {criterion}: the search parameter that names the subscriber.
RuleSet: TaskTopic(criterion)
* status = #draft
* resourceTrigger.description = "A Task of the subscriber is new or has changed."
* resourceTrigger.resource = "http://hl7.org/fhir/StructureDefinition/Task"
* resourceTrigger.supportedInteraction[0] = #create
* resourceTrigger.supportedInteraction[1] = #update
* canFilterBy[+].description = "Who the subscriber is; required, since nobody may be told of the Tasks of others."
* canFilterBy[=].resource = "Task"
* canFilterBy[=].filterParameter = "{criterion}"
* canFilterBy[+].description = "Only Tasks in one of these states."
* canFilterBy[=].resource = "Task"
* canFilterBy[=].filterParameter = "status"
* notificationShape.resource = "Task"
* notificationShape.include = "Task:focus"

// A search parameter that R4 lacks. {code}: its name in a search; {base}: resource type; {type}: reference, token or date.
RuleSet: Search(name, code, base, type, description)
* name = "{name}"
* status = #draft
* experimental = false
* description = "{description}"
* code = #{code}
* base = #{base}
* type = #{type}
* xpathUsage = #normal

// What the definitions of all messages have in common.
RuleSet: MessageDefinitionOf(name, title)
* name = "{name}"
* title = "{title}"
* status = #draft
* experimental = false
* date = "2026-03-02"

// What every Task between the parties has in common, whatever it asks for.
RuleSet: SharedTask
* insert Definition
* obeys cow-task-identifier and cow-task-reason and cow-task-owner and cow-task-party
* extension contains
    TaskRequestedPerformer named requestedPerformer 0..* and
    TaskPerformer named performer 0..*
* insert PassedOn(extension[requestedPerformer])
* insert PassedOn(extension[performer])
* identifier 1..*
* insert Exchanged(identifier, SHALL, placer, fulfiller)
* partOf only Reference(Task)
* partOf MS
* partOf ^comment = "The Task of which this one is a step. The whole can be read alone: nobody needs the steps to know how it stands."
* insert Exchanged(status, SHALL, placer, fulfiller)
* insert Obligation(status, SHALL:populate, fulfiller)
* insert Obligation(status, SHALL:handle, placer)
* status ^comment = "Where in its life the Task is. It moves along the state machine of this guide, and each move has a party that may make it."
* insert Exchanged(statusReason, SHALL, fulfiller, placer)
* insert Obligation(statusReason, SHALL:populate, placer)
* insert Obligation(statusReason, SHALL:handle, fulfiller)
* statusReason from CowStatusReasonValueSet (preferred)
* statusReason ^comment = "Why the status is what it is. Kept apart from how far the work has come, so that work at one point can be counted by reason."
* priority MS
* priority ^comment = "How urgent it is: that of the Request, unless what the Task asks for is more or less urgent."
* code 1..1
* code from CowTaskCodeValueSet (preferred)
* insert Exchanged(code, SHALL, placer, fulfiller)
* description MS
* description ^comment = "What a person who works through a list should read; the kind of Task is told by code."
* focus 1..1
* focus ^comment = "What the Task is about. It stays the same over the life of the Task."
* insert Exchanged(focus, SHALL, placer, fulfiller)
* for ^comment = "Who benefits: the subject of the Request, nearly always the patient."
* executionPeriod MS
* executionPeriod ^comment = "When work began, and when it ended. How long things took is told from it; by when they are wanted stands in restriction.period."
// Without these two dates nobody can tell an old copy from a new one, or how long an answer took.
* authoredOn 1..1
* insert Exchanged(authoredOn, SHALL, placer, fulfiller)
* lastModified MS
* lastModified ^comment = "When the Task last changed, by the clock of whoever changed it. It tells an older copy from a newer one."
* requester 1..1
* requester ^comment = "Who asks. It stays the same, also when the owner changes."
* insert Exchanged(requester, SHALL, placer, fulfiller)
* owner MS
* owner ^comment = "Who is responsible now, and by that whether the reader is asked for anything. Who should do it is in requestedPerformer and performerType, who took part in performer."
* performerType MS
* performerType from CowPerformerRoleValueSet (preferred)
* performerType ^short = "Role that should carry it out; queues are made of it"
* performerType ^comment = "For work that anybody of a role may take. It asks nobody in particular: who is responsible stands in owner."
* restriction.period MS
* restriction.period ^short = "When it should be done: end is the due date"
* restriction.period ^comment = "From when, and until when. A start is needed only where the work must not begin at once."
* input ^comment = "What serves to carry the Task out. What explains why the care was authorized belongs to the Request."
* output ^comment = "What came of the Task and is shared with the requester, by reference."
* input.type from CowTaskOutputValueSet (preferred)
* output.type from CowTaskOutputValueSet (preferred)

// What the headers of messages and of acknowledgements have in common.
RuleSet: SharedHeader
* insert Definition
* id 1..1
* id ^short = "Identifies the message; a repeated message keeps it, an acknowledgement names it"
* event[x] only Coding
* eventCoding from CowMessageEventValueSet (required)
* eventCoding MS
* insert Both(event[x], SHALL:populate)
* insert Both(event[x], SHALL:handle)
* destination 1..*
* destination MS
* destination.endpoint MS
* sender MS
* source MS
* source.endpoint MS

// The base resource already demands that the first entry is a MessageHeader (bdl-12).
RuleSet: SharedMessage
* insert Definition
* obeys cow-message-urls
* type = #message
* type MS
* timestamp 1..1
* timestamp MS
* identifier MS
* entry 1..*
* entry MS
* entry.resource 1..1
* entry.search 0..0
* entry.request 0..0
* entry.response 0..0
* entry ^slicing.discriminator.type = #type
* entry ^slicing.discriminator.path = "resource"
* entry ^slicing.rules = #open
* entry ^slicing.description = "The header among the entries"
