Instance: placer
InstanceOf: ActorDefinition
Title: "Placer"
Description: "The party that authorizes care with a Request, asks for its fulfilment with a Task, and follows that Task to its end. Only the Placer changes its Request."
Usage: #definition
* name = "Placer"
* title = "Placer"
* status = #draft
* description = "The party that authorizes care with a Request, asks for its fulfilment with a Task, and follows that Task to its end. Only the Placer changes its Request."
* type = #system
