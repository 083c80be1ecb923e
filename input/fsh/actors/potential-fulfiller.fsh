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
* documentation = "Sees its own Tasks and those that anybody may claim, not the answers of other candidates. Until it accepts it may decline at any time, or stay silent on a Bidding Task."
