// A home visit that any of four services may make: one Task without an owner, and the first that claims it has it.

// {id}, {name}: the home care service
RuleSet: HomeCareService(id, name)
* insert BusinessId($registry-organizations, {id})
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "{name}"
* address.city = "Riverton"

Instance: cedar-home-care
InstanceOf: Organization
Title: "Cedar Home Care"
Description: "A home care service."
Usage: #example
* insert HomeCareService(cedar-home-care, Cedar Home Care)

Instance: maple-home-care
InstanceOf: Organization
Title: "Maple Home Care"
Description: "A home care service."
Usage: #example
* insert HomeCareService(maple-home-care, Maple Home Care)

Instance: birch-home-care
InstanceOf: Organization
Title: "Birch Home Care"
Description: "A home care service."
Usage: #example
* insert HomeCareService(birch-home-care, Birch Home Care)

Instance: rowan-home-care
InstanceOf: Organization
Title: "Rowan Home Care"
Description: "A home care service."
Usage: #example
* insert HomeCareService(rowan-home-care, Rowan Home Care)

Instance: home-visit-order
InstanceOf: OrderServiceRequest
Title: "Order for a home visit"
Description: "Dr. Lee authorizes a visit by a nurse, whoever's nurse it is."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-30)
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* status = #active
* intent = #order
* priority = #routine
* code = $sct#439708006 "Home visit"
* subject = Reference(amy)
* authoredOn = "2026-03-02T11:00:00Z"
* requester = Reference(dr-lee-general-practice)
* performerType = $sct#224535009 "Registered nurse"
* reasonReference = Reference(suspected-anemia)

RuleSet: HomeVisit
* insert BusinessId($practice-tasks, GP-20260302-30-T1)
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(home-visit-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-30"
* for = Reference(amy)
* authoredOn = "2026-03-02T11:05:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* performerType = $sct#224535009 "Registered nurse"
* restriction.period.end = "2026-03-03T18:00:00Z"

Instance: home-visit-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task that nobody owns yet"
Description: "The practice asks whoever has a nurse free. Who claims it writes itself in as the owner."
Usage: #example
* insert HomeVisit
* status = #requested
* lastModified = "2026-03-02T11:05:00Z"

Instance: home-visit-coordination-completed
InstanceOf: CoordinationTask
Title: "Coordination Task of the home visit: completed"
Description: "The same Task at the end: Cedar Home Care has claimed it and made the visit."
Usage: #example
* insert HomeVisit
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T16:40:00Z"
* insert OrganizationRef(owner, cedar-home-care, Cedar Home Care)
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(home-visit-heart-rate)

Instance: home-visit-heart-rate
InstanceOf: Observation
Title: "Heart rate at the home visit"
Description: "What the nurse measured."
Usage: #example
* insert BusinessId($home-care-results, CHC-771)
* basedOn = Reference(home-visit-order)
* status = #final
* category = $observation-category#vital-signs "Vital Signs"
* code = $loinc#8867-4 "Heart rate"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T16:15:00Z"
* issued = "2026-03-02T16:30:00Z"
* insert OrganizationRef(performer, cedar-home-care, Cedar Home Care)
* valueQuantity = 92 '/min' "beats/minute"
