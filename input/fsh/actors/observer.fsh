Instance: observer
InstanceOf: ActorDefinition
Title: "Observer"
Description: "A party that is told of a Task and asked nothing, such as infection control. It reads, may begin Tasks of its own, and changes neither the Task nor the Request."
Usage: #definition
* name = "Observer"
* title = "Observer"
* status = #draft
* description = "A party that is told of a Task and asked nothing, such as infection control. It reads, may begin Tasks of its own, and changes neither the Task nor the Request."
* type = #system
* documentation = "Finds from Task.owner that nothing is asked of it."
* capabilities = Canonical(observer-capabilities)
