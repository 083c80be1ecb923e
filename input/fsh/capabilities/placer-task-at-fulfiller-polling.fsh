Instance: placer-task-at-fulfiller-polling
InstanceOf: CapabilityStatement
Title: "Placer, Task at Fulfiller, Polling"
Description: "What a Placer has to be able to do when it keeps the Request, creates the Task at the Fulfiller, and looks."
Usage: #definition
* insert Capability(PlacerTaskAtFulfillerPolling, [[Placer, Task at Fulfiller, Polling]], [[What a Placer has to be able to do when it keeps the Request, creates the Task at the Fulfiller, and looks.]])
* insert Side(server, [[Hosts the Requests and what explains them.]])
* insert HostsRequests
* insert HostsBackground
* insert Side(client, [[Creates its Tasks at the Fulfiller, follows them there, and reads the outputs. It searches for Tasks that it requested, by status and by _lastUpdated.]])
* insert UsesTasks(SHALL, SHOULD)
* insert ReadsOutputs
