Instance: order-acknowledgement-message
InstanceOf: MessageDefinition
Title: "Order Acknowledgement"
Description: "Says how a message was received. Its header repeats the event of the message that it answers, coordination-content as here or coordination-changed; an OperationOutcome among the entries says what went wrong, if anything did."
Usage: #definition
* insert MessageDefinitionOf(OrderAcknowledgementMessage, Order Acknowledgement)
* description = "Says how a message was received. Its header repeats the event of the message that it answers, coordination-content as here or coordination-changed; an OperationOutcome among the entries says what went wrong, if anything did."
// An acknowledgement has the event of what it answers; the definition must name one, and names the one that carries content.
* eventCoding = CowMessageEvent#coordination-content "Coordination content"
* category = #consequence
* focus.code = #OperationOutcome
* focus.min = 0
* focus.max = "1"
* responseRequired = #never
