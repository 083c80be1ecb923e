// What the headers of messages and of acknowledgements have in common.
RuleSet: SharedHeader
* insert Definition
* id 1..1
* id ^short = "Identifies the message; a repeated message keeps it, an acknowledgement names it"
* event[x] only Coding
* eventCoding from CowMessageEventValueSet (required)
* eventCoding MS
* destination 1..*
* destination MS
* destination.endpoint MS
* sender MS
* source MS
* source.endpoint MS

Profile: OrderMessageHeader
Parent: MessageHeader
Id: order-message-header
Title: "Order Message Header"
Description: "Heads a message by which one party tells the other that a Task is new or has changed. The event says whether the message carries the content or only announces it; the focus is the Task, never the Request."
* insert SharedHeader
* insert Obligation(event[x], SHALL:populate, placer)
* insert Obligation(event[x], SHALL:populate, fulfiller)
* insert Obligation(event[x], SHALL:handle, placer)
* insert Obligation(event[x], SHALL:handle, fulfiller)
* response 0..0
* focus 1..1
* focus only Reference(Task)
* focus MS

Profile: OrderAcknowledgementHeader
Parent: MessageHeader
Id: order-acknowledgement-header
Title: "Order Acknowledgement Header"
Description: "Heads the answer to a message: which message it answers, and how receiving it went. It says nothing about the order; a decision about that is a change of the Task and a message of its own."
* insert SharedHeader
* response 1..1
* response MS
* response.identifier MS
* response.code MS
* response.details MS
