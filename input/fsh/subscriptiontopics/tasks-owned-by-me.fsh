// A resource of R5, which R4 guides may carry. Systems that know topics by their url only need no more than the url.

Instance: tasks-owned-by-me
InstanceOf: SubscriptionTopic
Title: "Tasks owned by me"
Description: "For those who are asked to fulfil: a Task that the subscriber owns is new or has changed. A change that takes the Task away from the subscriber is the last that it is told of."
Usage: #definition
* title = "Tasks owned by me"
* description = "A Task whose owner is the subscriber, or was before the change, is new or has changed."
* insert TaskTopic(owner)
// Its criteria are about the Task before the change, and so are the filters on it: who was the owner is told.
* resourceTrigger[1].description = "A Task was taken away from the subscriber: the filters hold for the Task as it was before."
* resourceTrigger[=].resource = "http://hl7.org/fhir/StructureDefinition/Task"
* resourceTrigger[=].supportedInteraction = #update
* resourceTrigger[=].queryCriteria.previous = "owner:missing=false"
* resourceTrigger[=].fhirPathCriteria = "(%current.owner ~ %previous.owner).not()"
