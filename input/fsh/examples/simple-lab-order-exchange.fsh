// How the order travels: one message and one notification. Both hold the instances of the flow themselves, not copies.

// One entry of a bundle: {base} is the system that it lives at, {type}/{id} the instance.
RuleSet: Entry(base, type, id)
* entry[+].fullUrl = "{base}/{type}/{id}"
* entry[=].resource = {id}

Instance: cbc-message-header
InstanceOf: OrderMessageHeader
Usage: #inline
* id = "cbc-message-header"
* eventCoding = CowMessageEvent#coordination-content "Coordination content"
* destination.name = "Riverton City Laboratory"
* destination.endpoint = "https://city-lab.example/fhir/$process-message"
* insert OrganizationRef(destination.receiver, city-lab, Riverton City Laboratory)
* insert OrganizationRef(sender, general-practice, Riverton General Practice)
* source.name = "Riverton General Practice"
* source.endpoint = "https://general-practice.example/fhir/$process-message"
* focus = Reference(cbc-coordination)

// The receiver can query nothing, so the message carries all that the Task and the order lead to.
Instance: cbc-message-example
InstanceOf: OrderMessage
Title: "Message: a lab test is asked for"
Description: "The practice tells the laboratory of the new Task by messaging alone: Task, order, reasons, patient and parties are all inside."
Usage: #example
* identifier.system = $practice-messages
* identifier.value = "GP-M-20260302-31"
* timestamp = "2026-03-02T09:05:02Z"
* entry[header].fullUrl = "https://general-practice.example/fhir/MessageHeader/cbc-message-header"
* entry[header].resource = cbc-message-header
* entry[task].fullUrl = "https://general-practice.example/fhir/Task/cbc-coordination"
* entry[task].resource = cbc-coordination
* insert Entry(https://general-practice.example/fhir, ServiceRequest, cbc-order)
* insert Entry(https://general-practice.example/fhir, Condition, suspected-anemia)
* insert Entry(https://general-practice.example/fhir, Observation, fatigue-score)
* insert Entry(https://general-practice.example/fhir, Patient, amy)
* insert Entry(https://general-practice.example/fhir, PractitionerRole, dr-lee-general-practice)
* insert Entry(https://general-practice.example/fhir, Practitioner, dr-lee)
* insert Entry(https://general-practice.example/fhir, Organization, general-practice)
* insert Entry(https://general-practice.example/fhir, Organization, city-lab)

Instance: cbc-notification-status
InstanceOf: SubscriptionStatusParameters
Usage: #inline
* id = "cbc-notification-status"
* parameter[subscription].valueReference.type = "Subscription"
* parameter[subscription].valueReference.identifier.system = $lab-notifications
* parameter[subscription].valueReference.identifier.value = "general-practice-tasks-i-requested"
* parameter[subscription].valueReference.display = "Agreed between practice and laboratory; no Subscription resource"
* parameter[topic].valueCanonical = Canonical(tasks-i-requested)
* parameter[status].valueCode = #active
* parameter[type].valueCode = #event-notification
* parameter[eventsSinceSubscriptionStart].valueString = "5"
* parameter[notificationEvent].part[eventNumber].valueString = "5"
* parameter[notificationEvent].part[timestamp].valueInstant = "2026-03-02T14:05:00Z"
// Absolute: a relative reference has nothing to be resolved against in an entry that is known by a uuid alone.
* parameter[notificationEvent].part[focus].valueReference.reference = "https://city-lab.example/fhir/Task/cbc-coordination"
* parameter[notificationEvent].part[focus].valueReference.type = "Task"

Instance: cbc-notification-example
InstanceOf: OrderNotification
Title: "Notification: the Task is completed"
Description: "The laboratory, where the Task lives, tells the practice that it is completed, by the topic of Tasks that the practice requested."
Usage: #example
* timestamp = "2026-03-02T14:05:01Z"
* entry[status].fullUrl = "urn:uuid:5a2c8f1e-3d0b-4c7a-9e64-1b7f0d2a8c35"
* entry[status].resource = cbc-notification-status
* entry[status].request.method = #GET
* entry[status].request.url = "Subscription/$status"
* entry[status].response.status = "200"
// It names the Task and leaves the content to be read: who listens in between learns nothing of Amy.
* entry[+].fullUrl = "https://city-lab.example/fhir/Task/cbc-coordination"
* entry[=].request.method = #PUT
* entry[=].request.url = "Task/cbc-coordination"
* entry[=].response.status = "200"

Instance: cbc-acknowledgement-header
InstanceOf: OrderAcknowledgementHeader
Usage: #inline
* id = "cbc-acknowledgement-header"
* eventCoding = CowMessageEvent#coordination-content "Coordination content"
* destination.name = "Riverton General Practice"
* destination.endpoint = "https://general-practice.example/fhir/$process-message"
* insert OrganizationRef(destination.receiver, general-practice, Riverton General Practice)
* insert OrganizationRef(sender, city-lab, Riverton City Laboratory)
* source.name = "Riverton City Laboratory"
* source.endpoint = "https://city-lab.example/fhir/$process-message"
* response.identifier = "cbc-message-header"
* response.code = #ok

// It says that the message has arrived and is stored; that the laboratory accepts the order will be another message.
Instance: cbc-acknowledgement-example
InstanceOf: OrderAcknowledgement
Title: "Acknowledgement: the message has arrived"
Description: "The laboratory's answer to the message by which the practice asked for the test. It decides nothing about the order."
Usage: #example
* identifier.system = $lab-messages
* identifier.value = "CL-M-20260302-9"
* timestamp = "2026-03-02T09:05:03Z"
* entry[header].fullUrl = "https://city-lab.example/fhir/MessageHeader/cbc-acknowledgement-header"
* entry[header].resource = cbc-acknowledgement-header

// Parties of the flows agree on subscriptions beforehand. Where they do not, this is how the laboratory asks to be told.
Instance: city-lab-tasks
InstanceOf: TaskSubscription
Title: "Subscription: the laboratory's Tasks"
Description: "The laboratory asks the practice's server to be told of each Task that it owns, in R4's own form: by a search as criteria."
Usage: #example
* status = #requested
* reason = "Tasks by which the practice asks the laboratory for something"
* criteria = "Task?owner=Organization/city-lab"
* channel.type = #rest-hook
* channel.endpoint = "https://city-lab.example/notifications"
* channel.payload = #application/fhir+json
