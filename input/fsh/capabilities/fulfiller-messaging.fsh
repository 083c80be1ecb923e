Instance: fulfiller-messaging
InstanceOf: CapabilityStatement
Title: "Fulfiller, Messaging"
Description: "What a Fulfiller has to be able to do when the parties exchange nothing but messages and each keeps copies of its own."
Usage: #definition
* insert Capability(FulfillerMessaging, [[Fulfiller, Messaging]], [[What a Fulfiller has to be able to do when the parties exchange nothing but messages and each keeps copies of its own.]])
* insert Side(server, [[Takes messages; the endpoint is agreed beforehand. Nothing can be read or searched.]])
* insert ProcessesMessages
* insert Messages(coordination-content-message, [[Each message carries all that its receiver needs. A repeated message has the same id and acts once; copies are matched by business identifier. The events and both endpoints are agreed beforehand.]])
