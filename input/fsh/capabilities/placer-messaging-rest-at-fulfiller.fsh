Instance: placer-messaging-rest-at-fulfiller
InstanceOf: CapabilityStatement
Title: "Placer, Messaging with REST at Fulfiller"
Description: "What a Placer has to be able to do when the Task lives with the Fulfiller and messages announce each change."
Usage: #definition
* insert Capability(PlacerMessagingRestAtFulfiller, [[Placer, Messaging with REST at Fulfiller]], [[What a Placer has to be able to do when the Task lives with the Fulfiller and messages announce each change.]])
* insert Side(server, [[Hosts the Requests and what explains them, and takes messages.]])
* insert HostsRequests
* insert HostsBackground
* insert ProcessesMessages
* insert Side(client, [[Creates its Tasks at the Fulfiller, follows them there, and reads the outputs.]])
* insert UsesTasks(SHALL, SHOULD)
* insert ReadsOutputs
* insert Messages(coordination-changed-message, [[Each message names the Task that is new or has changed, and the receiver reads it by REST. The events and both endpoints are agreed beforehand.]])
