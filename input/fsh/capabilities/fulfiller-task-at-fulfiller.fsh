Instance: fulfiller-task-at-fulfiller
InstanceOf: CapabilityStatement
Title: "Fulfiller, Task at Fulfiller"
Description: "What a Fulfiller has to be able to do when the Task lives with it and the Placer is notified."
Usage: #definition
* insert Capability(FulfillerTaskAtFulfiller, [[Fulfiller, Task at Fulfiller]], [[What a Fulfiller has to be able to do when the Task lives with it and the Placer is notified.]])
* insert Side(server, [[Hosts the shared Tasks and the outputs. It notifies the Placer of each changed Task that the Placer requested.]])
* insert HostsTasks(SHALL, SHOULD)
* insert HostsOutputs
* insert HostsSubscriptions([[tasks-i-requested]])
* insert Side(client, [[Reads the Requests where the Placer keeps them.]])
* insert ReadsRequests
