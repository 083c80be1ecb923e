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
* insert Exchanged(subject, SHALL, placer, fulfiller)
* authoredOn 1..1
* authoredOn MS
* requester 1..1
* insert Exchanged(requester, SHALL, placer, fulfiller)
* performerType MS
* performerType ^comment = "The kind of performer that the author would like. It asks nobody for anything: who is asked stands in Task.owner."
* reasonCode MS
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
