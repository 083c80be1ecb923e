Invariant: cow-message-task
Description: "Put the Task that the header's focus names into the message: add an entry with it."
Severity: #error
Expression: "entry.resource.ofType(Task).exists()"

Invariant: cow-message-urls
Description: "Give each entry a fullUrl of its own: references between the entries are resolved by it."
Severity: #error
Expression: "entry.all(fullUrl.exists()) and entry.fullUrl.isDistinct()"

// The base resource already demands that the first entry is a MessageHeader (bdl-12).
RuleSet: SharedMessage
* insert Definition
* obeys cow-message-urls
* type = #message
* type MS
* timestamp 1..1
* timestamp MS
* identifier MS
* entry 1..*
* entry MS
* entry.resource 1..1
* entry.search 0..0
* entry.request 0..0
* entry.response 0..0
* entry ^slicing.discriminator.type = #type
* entry ^slicing.discriminator.path = "resource"
* entry ^slicing.rules = #open
* entry ^slicing.description = "The header among the entries"

Profile: OrderMessage
Parent: Bundle
Id: order-message
Title: "Order Message"
Description: "A message by which one party tells the other that a Task is new or has changed. With the event coordination-content it holds the Task and all else that the receiver needs; with coordination-changed the Task is enough."
* insert SharedMessage
* obeys cow-message-task
* entry contains header 1..1 MS and task 1..* MS
* entry[header].resource only OrderMessageHeader
* entry[task].resource only Task

Profile: OrderAcknowledgement
Parent: Bundle
Id: order-acknowledgement
Title: "Order Acknowledgement"
Description: "The answer to a message. It names the message that it answers, so that the sender knows what arrived and what to send again."
* insert SharedMessage
* entry contains header 1..1 MS and outcome 0..* MS
* entry[header].resource only OrderAcknowledgementHeader
* entry[outcome].resource only OperationOutcome
