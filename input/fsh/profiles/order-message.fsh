Invariant: cow-message-task
Description: "Put the Task that the header's focus names into the message: add an entry with it."
Severity: #error
Expression: "entry.resource.ofType(Task).exists()"

Invariant: cow-message-urls
Description: "Give each entry a fullUrl of its own: references between the entries are resolved by it."
Severity: #error
Expression: "entry.all(fullUrl.exists()) and entry.fullUrl.isDistinct()"

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
