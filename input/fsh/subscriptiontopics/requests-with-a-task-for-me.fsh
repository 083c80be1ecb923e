// One trigger a type of Request. {type}: type of the Request.
RuleSet: RequestTrigger(type)
* resourceTrigger[+].description = "A Request in focus of a Task of the subscriber has changed."
* resourceTrigger[=].resource = "http://hl7.org/fhir/StructureDefinition/{type}"
* resourceTrigger[=].supportedInteraction = #update
* canFilterBy[+].description = "Who owns a Task about the Request; required, since nobody may be told of the Requests of others."
* canFilterBy[=].resource = "{type}"
* canFilterBy[=].filterParameter = "task-owner"
* notificationShape[+].resource = "{type}"
* notificationShape[=].revInclude = "Task:focus"

Instance: requests-with-a-task-for-me
InstanceOf: SubscriptionTopic
Title: "Requests with a Task for me"
Description: "For those who fulfil: a Request in focus of a Task that the subscriber owns has changed, e.g. was revoked or got supporting information. It adds to the topic of Tasks and does not replace it: that a Request exists asks nobody for anything."
Usage: #definition
* title = "Requests with a Task for me"
* description = "A Request has changed that is in focus of a Task whose owner is the subscriber."
* status = #draft
* insert RequestTrigger(ServiceRequest)
* insert RequestTrigger(MedicationRequest)
