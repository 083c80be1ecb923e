Instance: coordination-content-message
InstanceOf: MessageDefinition
Title: "Coordination Content"
Description: "Tells the other party that a Task is new or has changed, and carries all that the receiver needs. It is sent as an Order Message to the receiver by $process-message, and answered by an acknowledgement in the same exchange."
Usage: #definition
* insert MessageDefinitionOf(CoordinationContentMessage, Coordination Content)
* description = "Tells the other party that a Task is new or has changed, and carries all that the receiver needs. It is sent as an Order Message to the receiver by $process-message, and answered by an acknowledgement in the same exchange."
* eventCoding = CowMessageEvent#coordination-content "Coordination content"
* category = #consequence
* focus.code = #Task
* focus.min = 1
* focus.max = "*"
* responseRequired = #always
* allowedResponse.message = Canonical(order-acknowledgement-message)
* allowedResponse.situation = "Always: response.code says how receiving the message went, and nothing about the order."
