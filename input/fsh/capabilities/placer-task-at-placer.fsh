Instance: placer-task-at-placer
InstanceOf: CapabilityStatement
Title: "Placer, Task at Placer"
Description: "What a Placer has to be able to do when Request and Task live with it and the Fulfiller is notified."
Usage: #definition
* insert Capability(PlacerTaskAtPlacer, [[Placer, Task at Placer]], [[What a Placer has to be able to do when Request and Task live with it and the Fulfiller is notified.]])
* insert Side(server, [[Hosts the Requests and the shared Tasks. It notifies the Fulfiller of each new or changed Task that the Fulfiller owns.]])
* insert HostsTasks(SHALL, SHOULD)
* insert HostsRequests
* insert HostsBackground
* insert HostsSubscriptions([[tasks-owned-by-me; requests-with-a-task-for-me may be added]])
* insert Side(client, [[Reads the outputs where the Fulfiller keeps them.]])
* insert ReadsOutputs
