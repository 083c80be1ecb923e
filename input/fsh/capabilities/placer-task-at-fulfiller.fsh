Instance: placer-task-at-fulfiller
InstanceOf: CapabilityStatement
Title: "Placer, Task at Fulfiller"
Description: "What a Placer has to be able to do when it keeps the Request, creates the Task at the Fulfiller, and is notified."
Usage: #definition
* insert Capability(PlacerTaskAtFulfiller, [[Placer, Task at Fulfiller]], [[What a Placer has to be able to do when it keeps the Request, creates the Task at the Fulfiller, and is notified.]])
* insert Side(server, [[Hosts the Requests and what explains them.]])
* insert HostsRequests
* insert HostsBackground
* insert Side(client, [[Creates its Tasks at the Fulfiller, follows them there, and reads the outputs. Notifications go to the endpoint that was agreed: an Order Notification bundle, or in R4's own form the Task by PUT or an empty POST.]])
* insert UsesTasks(SHALL, SHOULD)
* insert ReadsOutputs
* insert Subscribes
