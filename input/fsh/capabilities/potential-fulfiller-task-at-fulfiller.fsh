Instance: potential-fulfiller-task-at-fulfiller
InstanceOf: CapabilityStatement
Title: "Potential Fulfiller, Task at Fulfiller"
Description: "What a candidate has to be able to do to be asked for a bid at its own system."
Usage: #definition
* insert Capability(PotentialFulfillerTaskAtFulfiller, [[Potential Fulfiller, Task at Fulfiller]], [[What a candidate has to be able to do to be asked for a bid at its own system.]])
* insert Side(server, [[Hosts the Bidding Task and the Coordination Task by which it is asked; those of other candidates live with them.]])
* insert HostsTasks(SHALL, SHALL)
* insert HostsSubscriptions([[tasks-i-requested]])
* insert Side(client, [[Reads the Request where the Placer keeps it.]])
* insert ReadsRequests
