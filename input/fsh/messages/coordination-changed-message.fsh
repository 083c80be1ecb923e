Instance: coordination-changed-message
InstanceOf: MessageDefinition
Title: "Coordination Changed"
Description: "Tells the other party that a Task is new or has changed; the receiver reads the details by REST where the Task lives. It is sent as an Order Message to the receiver by $process-message, and answered by an acknowledgement in the same exchange."
Usage: #definition
* insert MessageDefinitionOf(CoordinationChangedMessage, Coordination Changed)
* description = "Tells the other party that a Task is new or has changed; the receiver reads the details by REST where the Task lives. It is sent as an Order Message to the receiver by $process-message, and answered by an acknowledgement in the same exchange."
* eventCoding = CowMessageEvent#coordination-changed "Coordination changed"
* category = #notification
* focus.code = #Task
* focus.min = 1
* focus.max = "*"
* responseRequired = #always
* allowedResponse.message = Canonical(order-acknowledgement-message)
* allowedResponse.situation = "Always: response.code says how receiving the message went, and nothing about the order."
