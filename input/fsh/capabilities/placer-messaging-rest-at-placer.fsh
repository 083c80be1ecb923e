Instance: placer-messaging-rest-at-placer
InstanceOf: CapabilityStatement
Title: "Placer, Messaging with REST at Placer"
Description: "What a Placer has to be able to do when Request and Task live with it and messages announce each change."
Usage: #definition
* insert Capability(PlacerMessagingRestAtPlacer, [[Placer, Messaging with REST at Placer]], [[What a Placer has to be able to do when Request and Task live with it and messages announce each change.]])
* insert Side(server, [[Hosts the Requests and the shared Tasks, and takes messages.]])
* insert HostsTasks(SHALL, SHOULD)
* insert HostsRequests
* insert HostsBackground
* insert ProcessesMessages
* insert Side(client, [[Reads the outputs where the Fulfiller keeps them.]])
* insert ReadsOutputs
* insert Messages(coordination-changed-message, [[Each message names the Task that is new or has changed, and the receiver reads it by REST. The events and both endpoints are agreed beforehand.]])
