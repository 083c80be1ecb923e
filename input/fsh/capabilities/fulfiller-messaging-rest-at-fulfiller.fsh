Instance: fulfiller-messaging-rest-at-fulfiller
InstanceOf: CapabilityStatement
Title: "Fulfiller, Messaging with REST at Fulfiller"
Description: "What a Fulfiller has to be able to do when the Task lives with it and messages announce each change."
Usage: #definition
* insert Capability(FulfillerMessagingRestAtFulfiller, [[Fulfiller, Messaging with REST at Fulfiller]], [[What a Fulfiller has to be able to do when the Task lives with it and messages announce each change.]])
* insert Side(server, [[Hosts the shared Tasks and the outputs, and takes messages.]])
* insert HostsTasks(SHALL, SHOULD)
* insert HostsOutputs
* insert ProcessesMessages
* insert Side(client, [[Reads the Requests where the Placer keeps them.]])
* insert ReadsRequests
* insert Messages(coordination-changed-message, [[Each message names the Task that is new or has changed, and the receiver reads it by REST. The events and both endpoints are agreed beforehand.]])
