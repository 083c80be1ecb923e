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
* documentation = "Writes the Request and the Coordination Task, and owns neither the work nor the outputs. It may cancel a Task until work begins; later it asks. It closes its Request when the Task is completed. One that hosts Tasks checks who reads and who changes them, and tells the Fulfiller of each change."
