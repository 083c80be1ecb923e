Instance: fulfiller
InstanceOf: ActorDefinition
Title: "Fulfiller"
Description: "The party that is asked to fulfil a Request: it decides whether it will, reports its progress in the Coordination Task, and refers from there to what came of it."
Usage: #definition
* name = "Fulfiller"
* title = "Fulfiller"
* status = #draft
* description = "The party that is asked to fulfil a Request: it decides whether it will, reports its progress in the Coordination Task, and refers from there to what came of it."
* type = #system
* documentation = "Owns the Coordination Task from acceptance to the end: it alone moves the Task then. It never changes the Placer's Request; what it decides by itself it writes as a Request of its own. It is a Placer towards whomever it orders from."
