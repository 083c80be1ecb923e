Instance: fulfiller-task-at-placer-polling
InstanceOf: CapabilityStatement
Title: "Fulfiller, Task at Placer, Polling"
Description: "What a Fulfiller has to be able to do when Request and Task live with the Placer and the Fulfiller looks."
Usage: #definition
* insert Capability(FulfillerTaskAtPlacerPolling, [[Fulfiller, Task at Placer, Polling]], [[What a Fulfiller has to be able to do when Request and Task live with the Placer and the Fulfiller looks.]])
* insert Side(server, [[Hosts the outputs.]])
* insert HostsOutputs
* insert Side(client, [[Reads its Tasks and their Requests at the Placer, and writes its progress into the Tasks there. It creates those by which it asks the Placer for something. It searches for Tasks that it owns, by status and by _lastUpdated.]])
* insert UsesTasks(SHALL, SHOULD)
* insert ReadsRequests
