Instance: observer-capabilities
InstanceOf: CapabilityStatement
Title: "Observer"
Description: "What a party that is told of Tasks, and asked nothing, has to be able to do."
Usage: #definition
* insert Capability(ObserverCapabilities, [[Observer]], [[What a party that is told of Tasks, and asked nothing, has to be able to do.]])
* insert Side(client, [[Reads the Task that it was told of, sees from owner whose turn it is, and changes nothing. Notifications go to the endpoint that was agreed: an Order Notification bundle, or in R4's own form the Task by PUT or an empty POST.]])
* insert ReadsTasks
* insert ReadsRequests
