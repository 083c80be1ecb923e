// A resource of R5, which R4 guides may carry. Systems that know topics by their url only need no more than the url.

// What both topics have in common. {criterion}: the search parameter that names the subscriber.
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

Instance: tasks-owned-by-me
InstanceOf: SubscriptionTopic
Title: "Tasks owned by me"
Description: "For those who are asked to fulfil: a Task that the subscriber owns is new or has changed. A change that takes the Task away from the subscriber is the last that it is told of."
Usage: #definition
* title = "Tasks owned by me"
* description = "A Task whose owner is the subscriber, or was before the change, is new or has changed."
* insert TaskTopic(owner)
