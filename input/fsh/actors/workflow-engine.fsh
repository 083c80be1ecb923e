Instance: workflow-engine
InstanceOf: ActorDefinition
Title: "Workflow Engine"
Description: "A system that drives the Tasks of a workflow by rules: it creates the steps, hands them out, and keeps the state of the whole up to date. It acts for the party whose workflow it runs."
Usage: #definition
* name = "WorkflowEngine"
* title = "Workflow Engine"
* status = #draft
* description = "A system that drives the Tasks of a workflow by rules: it creates the steps, hands them out, and keeps the state of the whole up to date. It acts for the party whose workflow it runs."
* type = #system
* documentation = "It may make the changes that its party may make, and no others; from outside nobody can tell whether a party uses one."
* capabilities = Canonical(workflow-engine-capabilities)
