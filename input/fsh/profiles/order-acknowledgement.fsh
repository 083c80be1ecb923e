Profile: OrderAcknowledgement
Parent: Bundle
Id: order-acknowledgement
Title: "Order Acknowledgement"
Description: "The answer to a message. It names the message that it answers, so that the sender knows what arrived and what to send again."
* insert SharedMessage
* entry contains header 1..1 MS and outcome 0..* MS
* entry[header].resource only OrderAcknowledgementHeader
* entry[outcome].resource only OperationOutcome
