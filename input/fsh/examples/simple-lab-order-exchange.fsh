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
* parameter[notificationEvent].part[focus].valueReference.reference = "https://city-lab.example/fhir/Task/cbc-coordination-completed"
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
* entry[+].fullUrl = "https://city-lab.example/fhir/Task/cbc-coordination-completed"
* entry[=].resource = cbc-coordination-completed
* entry[=].request.method = #PUT
* entry[=].request.url = "Task/cbc-coordination-completed"
* entry[=].response.status = "200"
