// A colonoscopy: four clinics may say by when, and for what, they could do it. One offers in time and gets the order, one offers
// more, one declines, one is silent or too late.

// {id}, {name}: the clinic
RuleSet: Clinic(id, name)
* insert BusinessId($registry-organizations, {id})
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "{name}"
* address.city = "Riverton"

Instance: riverside-endoscopy
InstanceOf: Organization
Title: "Riverside Endoscopy"
Description: "A clinic that makes an offer, and gets the order."
Usage: #example
* insert Clinic(riverside-endoscopy, Riverside Endoscopy)

Instance: hillview-endoscopy
InstanceOf: Organization
Title: "Hillview Endoscopy"
Description: "A clinic whose offer is not taken."
Usage: #example
* insert Clinic(hillview-endoscopy, Hillview Endoscopy)

Instance: lakeside-endoscopy
InstanceOf: Organization
Title: "Lakeside Endoscopy"
Description: "A clinic that makes no offer and says so."
Usage: #example
* insert Clinic(lakeside-endoscopy, Lakeside Endoscopy)

Instance: northgate-endoscopy
InstanceOf: Organization
Title: "Northgate Endoscopy"
Description: "A clinic that does not answer, or too late."
Usage: #example
* insert Clinic(northgate-endoscopy, Northgate Endoscopy)

Instance: colonoscopy-order
InstanceOf: OrderServiceRequest
Title: "Order for a colonoscopy"
Description: "Dr. Lee authorizes a colonoscopy, and names nobody to do it: the clinics are to make offers first."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-20)
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* status = #active
* intent = #order
* priority = #routine
* code = $sct#73761001 "Colonoscopy"
* subject = Reference(amy)
* authoredOn = "2026-03-02T09:00:00Z"
* requester = Reference(dr-lee-general-practice)
* reasonReference = Reference(suspected-anemia)

// What is the same whatever became of it. {clinic}, {name}: the candidate
RuleSet: ColonoscopyBid(clinic, name)
* insert BusinessId($practice-tasks, GP-20260302-20-B-{clinic})
* groupIdentifier.system = $practice-orders
* groupIdentifier.value = "GP-20260302-20-BIDS"
* intent = #order
* code = CowTaskCode#bid "Bid"
* focus = Reference(colonoscopy-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-20"
* for = Reference(amy)
* authoredOn = "2026-03-02T09:10:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, {clinic}, {name})
* restriction.period.end = "2026-03-04T17:00:00Z"
* input[priceLimit].valueMoney.value = 900
* input[priceLimit].valueMoney.currency = #USD
* input[wantedPeriod].valuePeriod.start = "2026-03-09"
* input[wantedPeriod].valuePeriod.end = "2026-03-20"

RuleSet: ColonoscopyBidAsked
* status = #requested
* lastModified = "2026-03-02T09:10:00Z"

// {price}: US dollars; {start}, {end}: when the clinic could do it; {modified}: when it said so
RuleSet: ColonoscopyBidMade(price, start, end, modified)
* status = #accepted
* businessStatus = CowBusinessStatus#bid-submitted "Bid submitted"
* lastModified = "{modified}"
* output[price].valueMoney.value = {price}
* output[price].valueMoney.currency = #USD
* output[availablePeriod].valuePeriod.start = "{start}"
* output[availablePeriod].valuePeriod.end = "{end}"

Instance: colonoscopy-bid-riverside
InstanceOf: BiddingTask
Title: "Bidding Task of Riverside Endoscopy: requested"
Description: "The practice asks the clinic whether, when and for what it could do the colonoscopy."
Usage: #example
* insert ColonoscopyBid(riverside-endoscopy, Riverside Endoscopy)
* insert ColonoscopyBidAsked

Instance: colonoscopy-bid-riverside-made
InstanceOf: BiddingTask
Title: "Bidding Task of Riverside Endoscopy: with its bid"
Description: "The clinic's answer: what it would do, for what, and when."
Usage: #example
* insert ColonoscopyBid(riverside-endoscopy, Riverside Endoscopy)
* insert ColonoscopyBidMade(640, 2026-03-10, 2026-03-12, 2026-03-02T15:20:00Z)
* output[bid].valueReference = Reference(colonoscopy-offer-riverside)

Instance: colonoscopy-offer-riverside
InstanceOf: OrderServiceRequest
Title: "What Riverside Endoscopy offers"
Description: "A proposal: it authorizes nothing, not even when it is chosen."
Usage: #example
* insert BusinessId($clinic-offers, RE-3309)
* basedOn = Reference(colonoscopy-order)
* status = #active
* intent = #proposal
* code = $sct#73761001 "Colonoscopy"
* subject = Reference(amy)
* occurrencePeriod.start = "2026-03-10"
* occurrencePeriod.end = "2026-03-12"
* authoredOn = "2026-03-02T15:15:00Z"
* insert OrganizationRef(requester, riverside-endoscopy, Riverside Endoscopy)
* insert OrganizationRef(performer, riverside-endoscopy, Riverside Endoscopy)

Instance: colonoscopy-bid-hillview
InstanceOf: BiddingTask
Title: "Bidding Task of Hillview Endoscopy: requested"
Description: "The practice asks the clinic whether, when and for what it could do the colonoscopy."
Usage: #example
* insert ColonoscopyBid(hillview-endoscopy, Hillview Endoscopy)
* insert ColonoscopyBidAsked

Instance: colonoscopy-bid-hillview-made
InstanceOf: BiddingTask
Title: "Bidding Task of Hillview Endoscopy: with its bid"
Description: "A dearer and later offer, told as price and period alone."
Usage: #example
* insert ColonoscopyBid(hillview-endoscopy, Hillview Endoscopy)
* insert ColonoscopyBidMade(880, 2026-03-18, 2026-03-20, 2026-03-02T16:00:00Z)

Instance: colonoscopy-bid-lakeside
InstanceOf: BiddingTask
Title: "Bidding Task of Lakeside Endoscopy: requested"
Description: "The practice asks the clinic whether, when and for what it could do the colonoscopy."
Usage: #example
* insert ColonoscopyBid(lakeside-endoscopy, Lakeside Endoscopy)
* insert ColonoscopyBidAsked

Instance: colonoscopy-bid-northgate
InstanceOf: BiddingTask
Title: "Bidding Task of Northgate Endoscopy: requested"
Description: "The practice asks the clinic whether, when and for what it could do the colonoscopy."
Usage: #example
* insert ColonoscopyBid(northgate-endoscopy, Northgate Endoscopy)
* insert ColonoscopyBidAsked

Instance: colonoscopy-bid-northgate-made
InstanceOf: BiddingTask
Title: "Bidding Task of Northgate Endoscopy: a bid that came too late"
Description: "What the clinic would have offered. The practice never takes it: the bidding was closed by then."
Usage: #example
* insert ColonoscopyBid(northgate-endoscopy, Northgate Endoscopy)
* insert ColonoscopyBidMade(520, 2026-03-09, 2026-03-09, 2026-03-04T18:30:00Z)

// {number}: the Task's identifier; {clinic}, {name}: whom it asks
RuleSet: ColonoscopyCoordination(number, clinic, name)
* insert BusinessId($practice-tasks, {number})
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(colonoscopy-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-20"
* for = Reference(amy)
* status = #requested
* authoredOn = "2026-03-04T17:20:00Z"
* lastModified = "2026-03-04T17:20:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, {clinic}, {name})
* restriction.period.end = "2026-03-12T17:00:00Z"

Instance: colonoscopy-coordination
InstanceOf: CoordinationTask
Title: "The award: Coordination Task of Riverside Endoscopy"
Description: "The practice asks the clinic that it has chosen. To bid was not to accept: the clinic still decides."
Usage: #example
* insert ColonoscopyCoordination(GP-20260302-20-T1, riverside-endoscopy, Riverside Endoscopy)
