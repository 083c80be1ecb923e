Instance: potential-fulfiller-task-at-placer
InstanceOf: CapabilityStatement
Title: "Potential Fulfiller, Task at Placer"
Description: "What a candidate has to be able to do to bid for a Request, or to claim a Task, that lives with the Placer."
Usage: #definition
* insert Capability(PotentialFulfillerTaskAtPlacer, [[Potential Fulfiller, Task at Placer]], [[What a candidate has to be able to do to bid for a Request, or to claim a Task, that lives with the Placer.]])
* insert Side(client, [[Reads the Tasks that it is asked by, or that anybody of its role may claim, and answers there; a claim writes owner and status in one update with If-Match. It searches for unowned Tasks by owner:missing. Notifications go to the endpoint that was agreed: an Order Notification bundle, or in R4's own form the Task by PUT or an empty POST.]])
* insert UsesTasks(MAY, SHALL)
* insert ReadsRequests
* insert Subscribes
