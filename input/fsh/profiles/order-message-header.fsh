Profile: OrderMessageHeader
Parent: MessageHeader
Id: order-message-header
Title: "Order Message Header"
Description: "Heads a message by which one party tells the other that a Task is new or has changed. The event says whether the message carries the content or only announces it; the focus is the Task, never the Request."
* insert SharedHeader
* response 0..0
* focus 1..1
* focus only Reference(Task)
* focus MS
