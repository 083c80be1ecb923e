Instance: coordinator
InstanceOf: ActorDefinition
Title: "Coordinator"
Description: "A party between Placer and Fulfiller that finds a Fulfiller for a Request. It stays and passes each change on, or leaves once the two know each other."
Usage: #definition
* name = "Coordinator"
* title = "Coordinator"
* status = #draft
* description = "A party between Placer and Fulfiller that finds a Fulfiller for a Request. It stays and passes each change on, or leaves once the two know each other."
* type = #system
* documentation = "Towards the Placer it acts as Fulfiller, towards the Fulfiller as Placer, and is bound by what binds either."
* capabilities = Canonical(coordinator-capabilities)
