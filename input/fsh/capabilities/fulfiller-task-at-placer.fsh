Instance: fulfiller-task-at-placer
InstanceOf: CapabilityStatement
Title: "Fulfiller, Task at Placer"
Description: "What a Fulfiller has to be able to do when Request and Task live with the Placer and the Fulfiller is notified."
Usage: #definition
* insert Capability(FulfillerTaskAtPlacer, [[Fulfiller, Task at Placer]], [[What a Fulfiller has to be able to do when Request and Task live with the Placer and the Fulfiller is notified.]])
* insert Side(server, [[Hosts the outputs.]])
* insert HostsOutputs
* insert Side(client, [[Reads its Tasks and their Requests at the Placer, and writes its progress into the Tasks there. It creates those by which it asks the Placer for something. Notifications go to the endpoint that was agreed: an Order Notification bundle, or in R4's own form the Task by PUT or an empty POST.]])
* insert UsesTasks(SHALL, SHOULD)
* insert ReadsRequests
* insert Subscribes
