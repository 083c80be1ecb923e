Instance: potential-fulfiller
InstanceOf: ActorDefinition
Title: "Potential Fulfiller"
Description: "A party that could fulfil a Request and is asked whether it will, alone or beside others: it bids, claims, declines, or asks for more information. It becomes the Fulfiller when it accepts, or is chosen."
Usage: #definition
* name = "PotentialFulfiller"
* title = "Potential Fulfiller"
* status = #draft
* description = "A party that could fulfil a Request and is asked whether it will, alone or beside others: it bids, claims, declines, or asks for more information. It becomes the Fulfiller when it accepts, or is chosen."
* type = #system
