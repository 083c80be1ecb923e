// Work of others that lies in the same systems: who looks for its own Tasks must not be shown these.

Instance: east-practice
InstanceOf: Organization
Title: "Another practice"
Description: "It orders from the city laboratory too."
Usage: #example
* insert BusinessId($registry-organizations, east-practice)
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "Eastside Practice"
* address.city = "Riverton"

Instance: radiology-center
InstanceOf: Organization
Title: "A radiology center"
Description: "It fulfils orders of the general practice too."
Usage: #example
* insert BusinessId($registry-organizations, radiology-center)
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "Riverton Radiology"
* address.city = "Riverton"

Instance: noah
InstanceOf: Patient
Title: "Another patient"
Description: "A patient of the other practice."
Usage: #example
* insert BusinessId($registry-patients, 1990-1107-1)
* name.family = "Hill"
* name.given = "Noah"
* gender = #male
* birthDate = "1990-11-07"

// {code}, {display}: SNOMED CT procedure; {number}: the order's identifier; {patient}: for whom; {from}: who orders
RuleSet: NeighbourOrder(code, display, number, patient, from)
* insert BusinessId($practice-orders, {number})
* status = #active
* intent = #order
* code = $sct#{code} "{display}"
* subject = Reference({patient})
* authoredOn = "2026-03-02T07:30:00Z"
* requester = Reference({from})

// {order}, {number}: the order in focus and the Task's identifier; {patient}: for whom; {from}, {to}: who asks whom, with their names
RuleSet: NeighbourTask(order, number, patient, from, fromName, to, toName)
* insert BusinessId($practice-tasks, {number})
* status = #requested
* intent = #order
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference({order})
* focus.type = "ServiceRequest"
* for = Reference({patient})
* authoredOn = "2026-03-02T07:35:00Z"
* insert OrganizationRef(requester, {from}, {fromName})
* insert OrganizationRef(owner, {to}, {toName})

Instance: chest-xray-order
InstanceOf: ServiceRequest
Title: "Order for a chest X-ray"
Description: "The general practice authorizes it; the radiology center is to do it."
Usage: #example
* insert NeighbourOrder(399208008, Plain X-ray of chest, GP-20260302-7, amy, general-practice)

Instance: chest-xray-coordination
InstanceOf: CoordinationTask
Title: "Task of the radiology center"
Description: "Lies at the general practice like the laboratory's Task, and is no business of the laboratory."
Usage: #example
* insert NeighbourTask(chest-xray-order, GP-20260302-7-T1, amy, general-practice, Riverton General Practice, radiology-center, Riverton Radiology)

Instance: urine-test-order
InstanceOf: ServiceRequest
Title: "Order for a urine test"
Description: "Another practice authorizes it; the city laboratory is to do it."
Usage: #example
* insert NeighbourOrder(27171005, Urinalysis, EP-20260302-3, noah, east-practice)

Instance: urine-test-coordination
InstanceOf: CoordinationTask
Title: "Task of another practice"
Description: "Lies at the city laboratory like the general practice's Task, and is no business of that practice."
Usage: #example
* insert NeighbourTask(urine-test-order, EP-20260302-3-T1, noah, east-practice, Eastside Practice, city-lab, Riverton City Laboratory)
