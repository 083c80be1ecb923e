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
