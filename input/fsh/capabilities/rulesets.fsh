// What the CapabilityStatements of the guide are put together from: small rules first, then what an actor hosts or uses.

// {name}: computer name; {title}: for people; {description}: what a system has to be able to do, in a sentence.
RuleSet: Capability(name, title, description)
* name = "{name}"
* title = "{title}"
* description = "{description}"
* status = #draft
* experimental = false
* date = "2026-03-02"
* kind = #requirements
* fhirVersion = #4.0.1
* format = #json
* format.extension.url = $expectation
* format.extension.valueCode = #SHALL

// One side of REST. {mode}: server or client.
RuleSet: Side(mode, documentation)
* rest[+].mode = #{mode}
* rest[=].documentation = "{documentation}"
* rest[=].security.description = "Over TLS, with the caller authenticated; see the page on security and privacy."

// A resource type on the side that was opened last.
RuleSet: OnType(type, documentation)
* rest[=].resource[+].type = #{type}
* rest[=].resource[=].documentation = "{documentation}"

RuleSet: Profiled(strength, profile)
* rest[=].resource[=].supportedProfile[+] = Canonical({profile})
* rest[=].resource[=].supportedProfile[=].extension.url = $expectation
* rest[=].resource[=].supportedProfile[=].extension.valueCode = #{strength}

RuleSet: Can(strength, interaction)
* rest[=].resource[=].interaction[+].code = #{interaction}
* rest[=].resource[=].interaction[=].extension.url = $expectation
* rest[=].resource[=].interaction[=].extension.valueCode = #{strength}

// A search parameter of R4. {id}: the last part of its url.
RuleSet: By(strength, code, type, id)
* rest[=].resource[=].searchParam[+].name = "{code}"
* rest[=].resource[=].searchParam[=].definition = "http://hl7.org/fhir/SearchParameter/{id}"
* rest[=].resource[=].searchParam[=].type = #{type}
* rest[=].resource[=].searchParam[=].extension.url = $expectation
* rest[=].resource[=].searchParam[=].extension.valueCode = #{strength}

// A search parameter of this guide.
RuleSet: ByOwn(strength, code, type, id)
* rest[=].resource[=].searchParam[+].name = "{code}"
* rest[=].resource[=].searchParam[=].definition = Canonical({id})
* rest[=].resource[=].searchParam[=].type = #{type}
* rest[=].resource[=].searchParam[=].extension.url = $expectation
* rest[=].resource[=].searchParam[=].extension.valueCode = #{strength}

// Two search parameters that must work together.
RuleSet: Together(strength, one, other)
* rest[=].resource[=].extension[+].url = $combination
* rest[=].resource[=].extension[=].extension[+].url = $expectation
* rest[=].resource[=].extension[=].extension[=].valueCode = #{strength}
* rest[=].resource[=].extension[=].extension[+].url = "required"
* rest[=].resource[=].extension[=].extension[=].valueString = "{one}"
* rest[=].resource[=].extension[=].extension[+].url = "required"
* rest[=].resource[=].extension[=].extension[=].valueString = "{other}"

RuleSet: Includes(strength, include)
* rest[=].resource[=].searchInclude[+] = "{include}"
* rest[=].resource[=].searchInclude[=].extension.url = $expectation
* rest[=].resource[=].searchInclude[=].extension.valueCode = #{strength}

RuleSet: RevIncludes(strength, include)
* rest[=].resource[=].searchRevInclude[+] = "{include}"
* rest[=].resource[=].searchRevInclude[=].extension.url = $expectation
* rest[=].resource[=].searchRevInclude[=].extension.valueCode = #{strength}

// Takes messages by FHIR's own operation; where it is invoked is agreed beforehand, and stands in an instance's statement.
RuleSet: ProcessesMessages
* rest[=].operation[+].name = "process-message"
* rest[=].operation[=].definition = "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message"
* rest[=].operation[=].documentation = "Takes an Order Message and answers with an Order Acknowledgement, in the same exchange (async absent or false)."
* rest[=].operation[=].extension.url = $expectation
* rest[=].operation[=].extension.valueCode = #SHALL

// Both parties send and receive, both SHALL: the expectation extension is not allowed here. {message}: id of a MessageDefinition.
RuleSet: Messages(message, documentation)
* messaging.documentation = "{documentation} The system SHALL be able to send and to receive the message."
* messaging.supportedMessage[+].mode = #sender
* messaging.supportedMessage[=].definition = Canonical({message})
* messaging.supportedMessage[+].mode = #receiver
* messaging.supportedMessage[=].definition = Canonical({message})

// ---- Task ------------------------------------------------------------------------------------------------------------

RuleSet: TaskProfiles(strength)
* insert Profiled(SHALL, coordination-task)
* insert Profiled(SHALL, cancellation-request-task)
* insert Profiled(SHOULD, group-coordination-task)
* insert Profiled(SHOULD, modification-request-task)
* insert Profiled({strength}, bidding-task)

// What a host of Tasks gives to those who look for theirs.
RuleSet: TaskSearches
* insert By(SHALL, _id, token, Resource-id)
* insert By(SHALL, _lastUpdated, date, Resource-lastUpdated)
* insert By(SHALL, identifier, token, Task-identifier)
* insert By(SHALL, owner, reference, Task-owner)
* insert By(SHALL, requester, reference, Task-requester)
* insert By(SHALL, status, token, Task-status)
* insert By(SHALL, focus, reference, Task-focus)
* insert By(SHALL, patient, reference, Task-patient)
* insert By(SHALL, code, token, Task-code)
* insert By(SHOULD, business-status, token, Task-business-status)
* insert By(SHOULD, part-of, reference, Task-part-of)
* insert By(SHOULD, performer, token, Task-performer)
* insert By(SHOULD, priority, token, Task-priority)
* insert By(SHOULD, group-identifier, token, Task-group-identifier)
* insert By(SHOULD, authored-on, date, Task-authored-on)
* insert ByOwn(SHOULD, due, date, task-due)
* insert ByOwn(SHOULD, status-reason, token, task-status-reason)
* insert ByOwn(SHOULD, group-focus, reference, task-group-focus)
* insert ByOwn(MAY, output, reference, task-output)
* insert ByOwn(MAY, requested-performer, reference, task-requested-performer)
* insert ByOwn(MAY, requested-performer-type, token, task-requested-performer-type)
* insert Together(SHALL, owner, status)
* insert Together(SHALL, requester, status)
* insert Together(SHALL, owner, _lastUpdated)
* insert Together(SHALL, requester, _lastUpdated)
* insert Together(SHOULD, code, status)
* insert Together(SHOULD, performer, status)
* insert Together(SHOULD, status, business-status)
* insert Together(SHOULD, status, due)
* insert Includes(SHOULD, Task:focus)
* insert Includes(SHOULD, Task:patient)
* insert RevIncludes(SHOULD, Task:part-of)

// {create}: whether others create Tasks here: SHALL where the Task lives at the Fulfiller.
RuleSet: HostsTasks(create, bids)
* insert OnType(Task, [[The shared Tasks live here. Every update of another party is checked against the version that it builds on, and against who may make it.]])
* insert TaskProfiles({bids})
* insert Can(SHALL, read)
* insert Can(SHALL, search-type)
* insert Can(SHALL, update)
* insert Can({create}, create)
* insert Can(SHOULD, vread)
* insert Can(SHOULD, history-instance)
* insert Can(MAY, patch)
* rest[=].resource[=].versioning = #versioned-update
* insert TaskSearches

RuleSet: UsesTasks(create, bids)
* insert OnType(Task, [[The shared Tasks live at the other party. Each update names the version that it builds on, by If-Match.]])
* insert TaskProfiles({bids})
* insert Can(SHALL, read)
* insert Can(SHALL, update)
* insert Can(SHALL, search-type)
* insert Can({create}, create)

// Who looks on, or looks for work, without a right to begin anything.
RuleSet: ReadsTasks
* insert OnType(Task, [[The shared Tasks live at the other party and are read there.]])
* insert Profiled(SHALL, coordination-task)
* insert Can(SHALL, read)
* insert Can(SHALL, search-type)

// ---- Requests --------------------------------------------------------------------------------------------------------

RuleSet: HostsRequests
* insert OnType(ServiceRequest, [[Orders of services, as their author wrote them; nobody else changes them.]])
* insert Profiled(SHOULD, order-service-request)
* insert Can(SHALL, read)
* insert Can(SHALL, search-type)
* insert Can(SHOULD, history-instance)
* insert By(SHALL, identifier, token, clinical-identifier)
* insert By(SHALL, patient, reference, clinical-patient)
* insert By(SHALL, status, token, ServiceRequest-status)
* insert By(SHOULD, requisition, token, ServiceRequest-requisition)
* insert By(SHOULD, based-on, reference, ServiceRequest-based-on)
* insert By(SHOULD, replaces, reference, ServiceRequest-replaces)
* insert By(SHOULD, intent, token, ServiceRequest-intent)
* insert Together(SHALL, patient, status)
* insert RevIncludes(SHOULD, Task:focus)
* insert OnType(MedicationRequest, [[Orders of medication, as their author wrote them; nobody else changes them. Only for parties that order medication.]])
* insert Profiled(SHOULD, order-medication-request)
* insert Can(SHOULD, read)
* insert Can(SHOULD, search-type)
* insert Can(SHOULD, history-instance)
* insert By(SHOULD, identifier, token, clinical-identifier)
* insert By(SHOULD, patient, reference, clinical-patient)
* insert By(SHOULD, status, token, medications-status)
* insert By(SHOULD, intent, token, MedicationRequest-intent)
* insert ByOwn(SHOULD, group-identifier, token, medicationrequest-group-identifier)
* insert ByOwn(SHOULD, based-on, reference, medicationrequest-based-on)
* insert ByOwn(SHOULD, prior-prescription, reference, medicationrequest-prior-prescription)
* insert Together(SHOULD, patient, status)
* insert RevIncludes(SHOULD, Task:focus)

RuleSet: ReadsRequests
* insert OnType(ServiceRequest, [[Read where their author keeps them.]])
* insert Can(SHALL, read)
* insert Can(MAY, search-type)
* insert OnType(MedicationRequest, [[Read where their author keeps them. Only for parties that fulfil orders of medication.]])
* insert Can(SHOULD, read)
* insert Can(MAY, search-type)
* insert OnType(Patient, [[The subject of an order.]])
* insert Can(SHALL, read)

// What an order leads to and the other party must be able to read: the subject, and what explains why.
RuleSet: HostsBackground
* insert OnType(Patient, [[The subject of an order, with the identifiers that were agreed on.]])
* insert Can(SHALL, read)
* insert OnType(Observation, [[Reasons and supporting information that an order refers to.]])
* insert Can(SHOULD, read)
* insert OnType(Condition, [[Reasons that an order refers to.]])
* insert Can(SHOULD, read)

// ---- Outputs ---------------------------------------------------------------------------------------------------------

// {type}: a type of Event; {search}: id of its search parameter for what it is based on.
RuleSet: HostsOutput(type, parameter, search)
* insert OnType({type}, [[Only for parties that share outputs of this type.]])
* insert Can(SHOULD, read)
* insert Can(SHOULD, search-type)
* insert By(SHOULD, {parameter}, reference, {search})

RuleSet: HostsOutputs
* insert HostsOutput(DiagnosticReport, based-on, DiagnosticReport-based-on)
* insert HostsOutput(Observation, based-on, Observation-based-on)
* insert HostsOutput(ImagingStudy, basedon, ImagingStudy-basedon)
* insert HostsOutput(Procedure, based-on, Procedure-based-on)
* insert HostsOutput(MedicationDispense, prescription, medications-prescription)

RuleSet: ReadsOutput(type)
* insert OnType({type}, [[Only for parties that order what leads to outputs of this type.]])
* insert Can(SHOULD, read)

RuleSet: ReadsOutputs
* insert ReadsOutput(DiagnosticReport)
* insert ReadsOutput(Observation)
* insert ReadsOutput(ImagingStudy)
* insert ReadsOutput(Procedure)
* insert ReadsOutput(MedicationDispense)

// ---- Subscriptions ---------------------------------------------------------------------------------------------------

// {topics}: ids of the topics that are offered.
RuleSet: HostsSubscriptions(topics)
* insert OnType(Subscription, [[By topic ({topics}), or in R4's own form by a search for Tasks. A server's own statement names its topics by the extension capabilitystatement-subscriptiontopic-canonical. Parties may instead agree on subscriptions beforehand; then none of this is needed.]])
* insert Profiled(SHOULD, task-subscription)
* insert Can(SHOULD, create)
* insert Can(SHOULD, read)
* insert Can(SHOULD, delete)

RuleSet: Subscribes
* insert OnType(Subscription, [[Only where subscriptions are not agreed beforehand.]])
* insert Profiled(SHOULD, task-subscription)
* insert Can(MAY, create)
* insert Can(MAY, read)
* insert Can(MAY, delete)
