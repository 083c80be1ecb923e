Instance: coordinator-capabilities
InstanceOf: CapabilityStatement
Title: "Coordinator"
Description: "What a coordinator has to be able to do to find a Fulfiller for a Request, and to stay between the parties or leave."
Usage: #definition
* insert Capability(CoordinatorCapabilities, [[Coordinator]], [[What a coordinator has to be able to do to find a Fulfiller for a Request, and to stay between the parties or leave.]])
* insert Side(server, [[Hosts the Tasks by which it is asked, where the exchange has them live with the one who is asked, and those by which it asks, where they live with the one who asks.]])
* insert HostsTasks(SHALL, SHOULD)
* insert HostsSubscriptions([[tasks-owned-by-me and tasks-i-requested]])
* insert Side(client, [[Works on the Tasks that live with the Placer or the Fulfiller, and reads the Requests. Notifications go to the endpoint that was agreed: an Order Notification bundle, or in R4's own form the Task by PUT or an empty POST.]])
* insert UsesTasks(SHALL, SHOULD)
* insert ReadsRequests
* insert Subscribes
