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
