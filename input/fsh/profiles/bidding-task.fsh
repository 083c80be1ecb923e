Invariant: cow-bid-selected
Description: "Only a candidate that made an offer can be selected: add its bid as an output of type bid, or take the business status selected away."
Severity: #error
Expression: "businessStatus.coding.where(system.endsWith('/CodeSystem/cow-business-status') and code = 'selected').exists() implies output.type.coding.where(system.endsWith('/CodeSystem/cow-task-output') and code = 'bid').exists()"

Invariant: cow-bid-made
Description: "To accept a Bidding Task is to make an offer: add a bid, a price or a period as output when moving it to accepted or completed."
Severity: #error
Expression: "(status = 'accepted' or status = 'completed') implies output.exists()"

// One Task a candidate, each with its own owner: candidates neither see nor change each other's answers.
Profile: BiddingTask
Parent: Task
Id: bidding-task
Title: "Bidding Task"
Description: "Asks one candidate whether and how it could fulfil a Request, by a deadline. Its answer is a bid among the outputs, a rejection, or silence. To bid is not to accept the order: the chosen candidate gets a Coordination Task."
* insert SharedTask
* obeys cow-bid-selected and cow-bid-made
* groupIdentifier MS
* groupIdentifier ^comment = "All Bidding Tasks about one Request share it, so that the Placer sees the offers side by side."
* insert Obligation(groupIdentifier, SHOULD:populate, placer)
* insert Exchanged(businessStatus, SHOULD, placer, potential-fulfiller)
* businessStatus from CowBusinessStatusValueSet (preferred)
* intent = #order
* intent MS
* code = CowTaskCode#bid
* insert OnlyRequests(focus)
* for MS
* for only Reference(Patient or Group or Device or Location)
* owner 1..1
* insert Exchanged(owner, SHALL, placer, potential-fulfiller)
* restriction 1..1
* restriction.period 1..1
* restriction.period.end 1..1
* restriction.period.end ^comment = "Until when bids are taken. By when the service is wanted is an input of the type wanted-period."
* insert Exchanged(restriction.period.end, SHALL, placer, potential-fulfiller)
* input MS
* input ^slicing.discriminator.type = #pattern
* input ^slicing.discriminator.path = "type"
* input ^slicing.rules = #open
* input ^slicing.description = "By what the input is to the bid"
* input contains priceLimit 0..1 MS and wantedPeriod 0..* MS
* input[priceLimit].type = CowTaskOutput#price-limit
* input[priceLimit].value[x] only Money
* input[wantedPeriod].type = CowTaskOutput#wanted-period
* input[wantedPeriod].value[x] only Period or dateTime
* output MS
* output ^slicing.discriminator.type = #pattern
* output ^slicing.discriminator.path = "type"
* output ^slicing.rules = #open
* output ^slicing.description = "By what the output is to the bid"
* output contains bid 0..* MS and price 0..1 MS and availablePeriod 0..* MS
* output[bid].type = CowTaskOutput#bid
* insert OnlyRequests(output[bid].value[x])
* insert Obligation(output[bid], SHALL:populate-if-known, potential-fulfiller)
* insert Obligation(output[bid], SHALL:handle, placer)
* output[price].type = CowTaskOutput#price
* output[price].value[x] only Money
* output[availablePeriod].type = CowTaskOutput#available-period
* output[availablePeriod].value[x] only Period or dateTime
