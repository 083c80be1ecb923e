Instance: placer-task-at-placer-polling
InstanceOf: CapabilityStatement
Title: "Placer, Task at Placer, Polling"
Description: "What a Placer has to be able to do when Request and Task live with it and the Fulfiller looks."
Usage: #definition
* insert Capability(PlacerTaskAtPlacerPolling, [[Placer, Task at Placer, Polling]], [[What a Placer has to be able to do when Request and Task live with it and the Fulfiller looks.]])
* insert Side(server, [[Hosts the Requests and the shared Tasks. The Fulfiller searches for its Tasks.]])
* insert HostsTasks(SHALL, SHOULD)
* insert HostsRequests
* insert HostsBackground
* insert Side(client, [[Reads the outputs where the Fulfiller keeps them.]])
* insert ReadsOutputs
