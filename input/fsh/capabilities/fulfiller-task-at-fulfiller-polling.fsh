Instance: fulfiller-task-at-fulfiller-polling
InstanceOf: CapabilityStatement
Title: "Fulfiller, Task at Fulfiller, Polling"
Description: "What a Fulfiller has to be able to do when the Task lives with it and the Placer looks."
Usage: #definition
* insert Capability(FulfillerTaskAtFulfillerPolling, [[Fulfiller, Task at Fulfiller, Polling]], [[What a Fulfiller has to be able to do when the Task lives with it and the Placer looks.]])
* insert Side(server, [[Hosts the shared Tasks and the outputs. The Placer searches for its Tasks.]])
* insert HostsTasks(SHALL, SHOULD)
* insert HostsOutputs
* insert Side(client, [[Reads the Requests where the Placer keeps them.]])
* insert ReadsRequests
