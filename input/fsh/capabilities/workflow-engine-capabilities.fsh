Instance: workflow-engine-capabilities
InstanceOf: CapabilityStatement
Title: "Workflow Engine"
Description: "What a workflow engine has to be able to do to drive the steps of an order on the server of the party for which it acts."
Usage: #definition
* insert Capability(WorkflowEngineCapabilities, [[Workflow Engine]], [[What a workflow engine has to be able to do to drive the steps of an order on the server of the party for which it acts.]])
* insert Side(client, [[Creates the sub-tasks, hands them out, and keeps the Coordination Task up to date; it polls the queue or subscribes to it. Notifications go to the endpoint that was agreed: an Order Notification bundle, or in R4's own form the Task by PUT or an empty POST.]])
* insert UsesTasks(SHALL, MAY)
* insert ReadsRequests
* insert Subscribes
