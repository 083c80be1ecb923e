Instance: messaging
InstanceOf: Requirements
Title: "Messaging"
Description: "How the parties keep one view of an order by messages."
Usage: #definition
* name = "Messaging"
* description = "How the parties keep one view of an order by messages. Placer and Fulfiller are bound alike: each sends and each receives."
* insert Theme(Messaging)
* insert Statement(message-acknowledged, [[Messages are acknowledged]], SHALL, placer, core-concepts.html#being-told, [[A receiver SHALL answer a message with an acknowledgement whose MessageHeader.response.identifier is the id of the message's header, and whose response.code says how receiving it went.]])
* insert Binds(fulfiller)
* insert Statement(message-once, [[A message acts once]], SHALL, placer, core-concepts.html#being-told, [[A message that arrives again with the same id SHALL be acknowledged again and change nothing further.]])
* insert Binds(fulfiller)
* insert Statement(message-self-contained, [[A message carries what it takes]], SHALL, placer, core-concepts.html#being-told, [[A message with the event coordination-content SHALL carry the Task, its Request, and each resource that these refer to and that the receiver does not have yet.]])
* insert Binds(fulfiller)
* insert Statement(message-correlated, [[Identifiers correlate]], SHALL, placer, core-concepts.html#being-told, [[A shared resource SHALL have a business identifier that each party keeps unchanged in its own copy; a message about a known identifier changes that copy and makes no second one.]])
* insert Binds(fulfiller)
* insert Statement(message-focus-is-task, [[The focus of a message is the Task]], SHALL, placer, core-concepts.html#being-told, [[MessageHeader.focus SHALL be the Task that is new or has changed, and the message SHALL hold that Task.]])
* insert Binds(fulfiller)
