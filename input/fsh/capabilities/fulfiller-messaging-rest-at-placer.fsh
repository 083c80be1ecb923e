Instance: fulfiller-messaging-rest-at-placer
InstanceOf: CapabilityStatement
Title: "Fulfiller, Messaging with REST at Placer"
Description: "What a Fulfiller has to be able to do when Request and Task live with the Placer and messages announce each change."
Usage: #definition
* insert Capability(FulfillerMessagingRestAtPlacer, [[Fulfiller, Messaging with REST at Placer]], [[What a Fulfiller has to be able to do when Request and Task live with the Placer and messages announce each change.]])
* insert Side(server, [[Hosts the outputs, and takes messages.]])
* insert HostsOutputs
* insert ProcessesMessages
* insert Side(client, [[Reads its Tasks and their Requests at the Placer, and writes its progress into the Tasks there. It creates those by which it asks the Placer for something.]])
* insert UsesTasks(SHALL, SHOULD)
* insert ReadsRequests
* insert Messages(coordination-changed-message, [[Each message names the Task that is new or has changed, and the receiver reads it by REST. The events and both endpoints are agreed beforehand.]])
